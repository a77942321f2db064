import { at } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { classCode } from './classes.ts';
import { type DeviceActivity } from './device-activity.ts';
import { type WholeFigures } from './ledger.ts';
import { unionLength } from './segments.ts';

/**
 * Interval arithmetic over all device work of a rank, from the first start to the last end: the figures that other
 * tools print, by the same definitions. Exposed communication is communication minus compute; exposed copy is copy minus
 * compute minus communication. All zero where there is no device work.
 */
export function wholeFigures(timeline: Timeline, activity: DeviceActivity, classes: Uint8Array): WholeFigures {
  const { events } = timeline;
  const union = (code: number): number => unionLength(events, activity.order, classes, code);
  const alone = new Float64Array(3);
  const { segments } = activity;
  for (let s = 0; s < segments.length; s++) {
    const code = at(segments.class, s);
    alone[code] = at(alone, code) + (at(segments.end, s) - at(segments.start, s));
  }
  const computeUs = at(alone, classCode('compute'));
  const exposedCommunicationUs = at(alone, classCode('communication'));
  const exposedCopyUs = at(alone, classCode('copy'));
  const spanUs = activity.last - activity.first;
  const busyUs = computeUs + exposedCommunicationUs + exposedCopyUs;
  return {
    spanUs,
    busyUs,
    idleUs: Math.max(0, spanUs - busyUs),
    computeUs,
    communicationUs: union(classCode('communication')),
    copyUs: union(classCode('copy')),
    exposedCommunicationUs,
    exposedCopyUs,
  };
}

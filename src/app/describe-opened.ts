import { formatBytes, formatCount } from '../base/format.ts';
import { say, type Words } from '../base/say.ts';
import { sayPart } from '../model/loaded-part.ts';
import { type LoadedPart, type Timeline } from '../model/timeline.ts';

/** What is open, for the bar: its name, and facts in order of weight. */
export function describeOpened(timeline: Timeline): { readonly name: Words; readonly facts: readonly Words[] } {
  const { files, ranks, steps, format } = timeline;
  const [first] = files;
  const device = ranks.find((rank) => rank.device !== undefined)?.device;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const events = files.reduce((sum, file) => sum + file.events, 0);
  return {
    name: files.length === 1 && first !== undefined ? first.name : say`${files.length} files`,
    facts: [
      format,
      ranks.length === 1
        ? say`1 rank`
        : ranks.some(({ isWindow }) => isWindow)
          ? say`${formatCount(ranks.length)} windows of one process`
          : say`${formatCount(ranks.length)} ranks`,
      steps.length === 1 ? say`1 step` : say`${formatCount(steps.length)} steps`,
      ...(device === undefined ? [] : [device]),
      events === 1 ? say`1 event` : say`${formatCount(events)} events`,
      formatBytes(bytes),
    ],
  };
}

/** `steps 5 to 8 of 20`. */
export const describePart = (part: LoadedPart): Words => sayPart(part);

import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { CLASSES } from '../ledger/classes.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { EVENT_KINDS, type Timeline } from '../model/timeline.ts';
import { scanned } from './scan-text.ts';

/** One row of a trace as a test writes it: fields that are absent are left out of the text. */
export type Row = Readonly<Record<string, unknown>>;

export const process = (pid: number | string, name: string): Row => ({
  ph: 'M',
  name: 'process_name',
  pid,
  args: { name },
});
export const thread = (pid: number | string, tid: number | string, name: string): Row => ({
  ph: 'M',
  name: 'thread_name',
  pid,
  tid,
  args: { name },
});
export const span = (
  pid: number | string,
  tid: number | string,
  name: string,
  ts: number | string,
  dur: number,
): Row => ({
  ph: 'X',
  pid,
  tid,
  name,
  ts,
  dur,
});

/** Reads rows as a file of the Trace Event format, and builds its timeline. */
export async function timelineOfRows(rows: readonly Row[], header: Row = {}): Promise<Timeline> {
  const built = buildTimeline([await scanned(JSON.stringify({ ...header, traceEvents: rows }))]);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}

/** A timeline as lines: its format, each lane with the kinds on it, each rank's steps, and the classes of its ledger in us. */
export function showLanes(timeline: Timeline): string[] {
  const { events, lanes, ranks, steps } = timeline;
  const lines = [timeline.format];
  for (const { key, label, kind, first, count } of lanes) {
    const counts = new Map<string, number>();
    for (let i = first; i < first + count; i++) {
      const name = EVENT_KINDS[events.kind[i]!]!;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const kinds = [...counts].map(([name, number]) => `${name} ${number}`).join(', ');
    lines.push(`${key} "${label}" ${kind}: ${kinds}`);
  }
  const ledger = buildLedger(timeline);
  ranks.forEach(({ rank, firstStep, lastStep, stepsWay }, index) => {
    const own = steps.slice(firstStep, lastStep).map(({ name, start, end }) => `${name} ${start}-${end}`);
    lines.push(`rank ${rank} by ${stepsWay}: ${own.join(', ')}`);
    const { perStep } = ledger.ranks[index]!;
    const classes = CLASSES.map(({ key }, code) => {
      const us = own.reduce((sum, _, step) => sum + perStep[step * CLASSES.length + code]!, 0);
      return us > 0 ? `${key} ${Math.round(us * 1000) / 1000}` : '';
    });
    lines.push(`rank ${rank} ledger: ${classes.filter((text) => text !== '').join(', ')}`);
  });
  return lines;
}

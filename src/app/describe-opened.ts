import { formatBytes, formatCount } from '../base/format.ts';
import { type Timeline } from '../model/timeline.ts';

const many = (count: number, what: string): string => `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

/** What is open, for the bar: its name, and one line of facts. */
export function describeOpened(timeline: Timeline): { readonly name: string; readonly facts: string } {
  const { files, ranks, steps, format } = timeline;
  const [first] = files;
  const name = files.length === 1 && first !== undefined ? first.name : `${files.length} files`;
  const device = ranks.find((rank) => rank.device !== undefined)?.device;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const events = files.reduce((sum, file) => sum + file.events, 0);
  const facts = [
    format,
    many(ranks.length, 'rank'),
    many(steps.length, 'step'),
    ...(device === undefined ? [] : [device]),
    `${formatCount(events)} events`,
    formatBytes(bytes),
  ].join(' · ');
  return { name, facts };
}

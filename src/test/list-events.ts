import { type Timeline } from '../model/timeline.ts';

/**
 * The events of a timeline as text, one a line, for tests: depth as indentation (two spaces a row), name, times in
 * microseconds, and for launched work the call's time.
 *
 *     r0/host/100/main
 *       ProfilerStep#0 0..7000
 *         cudaLaunchKernel 3000..5000
 *     r0/gpu0/stream7
 *       gemm 4000..6000 from cudaLaunchKernel 3000
 */
export function listEvents({ lanes, events, strings }: Timeline): string {
  const name = (i: number): string => strings[events.name[i]!]!;
  const lines = lanes.flatMap(({ key, first, count }) => [
    key,
    ...Array.from({ length: count }, (_, k) => {
      const i = first + k;
      const call = events.launcher[i]!;
      const from = call < 0 ? '' : ` from ${name(call)} ${events.start[call]!}`;
      return `${'  '.repeat(events.row[i]! + 1)}${name(i)} ${events.start[i]!}..${events.end[i]!}${from}`;
    }),
  ]);
  return `\n${lines.join('\n')}\n`;
}

/** Takes the common indentation off a text in a test, so that it can stand indented in the code. */
export function flush(text: string): string {
  const lines = text.replace(/[ \t]+$/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}

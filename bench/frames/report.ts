import { loadavg } from 'node:os';
import { type FramesJob, type FramesReport } from './job.ts';
import { runFrames } from './run-frames.ts';

/** The value below which `share` of the values lie. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Frame by frame the least of all rounds: what the frame costs where nothing else takes the processor. */
const leastOf = (rounds: readonly (readonly number[])[]): number[] =>
  (rounds[0] ?? []).map((_, frame) => Math.min(...rounds.map((times) => times[frame] ?? Infinity)));

const ms = (value: number): string => value.toFixed(1);

function line(what: string, rounds: readonly (readonly number[])[]): string {
  const least = leastOf(rounds);
  const all = rounds.flat();
  const cells = [quantile(least, 0.5), quantile(least, 0.99), quantile(all, 0.5), quantile(all, 0.99)];
  return `| ${what} | ${cells.map(ms).join(' | ')} |`;
}

function tableOf({ rounds }: FramesReport): string {
  const ratioOf = (share: number): string =>
    (
      quantile(leastOf(rounds.map(({ work }) => work)), share) /
      quantile(leastOf(rounds.map(({ empty }) => empty)), share)
    ).toFixed(1);
  return [
    '| ms | median, undisturbed | 99th percentile, undisturbed | median, all | 99th percentile, all |',
    '| --- | ---: | ---: | ---: | ---: |',
    line(
      'layout',
      rounds.map(({ layout }) => layout),
    ),
    line(
      'layout and drawing calls',
      rounds.map(({ calls }) => calls),
    ),
    line(
      '**frame**: until its pixels are there',
      rounds.map(({ work }) => work),
    ),
    line(
      'empty frame: canvases cleared, until the pixels are there',
      rounds.map(({ empty }) => empty),
    ),
    '',
    `Ratio of a frame to an empty frame, undisturbed: ${ratioOf(0.5)} in the median, ${ratioOf(0.99)} at the 99th percentile.`,
  ].join('\n');
}

const sectionOf = (job: FramesJob, report: FramesReport): string => `\
${report.marks} marks in ${report.rows} rows of ${job.lanes} lanes, a plot of ${job.width} x ${job.height} CSS pixels at ${job.pixelRatio} device pixels each; headless Chromium, software canvas,
load average ${loadavg()[0]?.toFixed(1) ?? ''}, ${report.rounds.length} journeys. Summaries take ${report.summaryBytesAMark.toFixed(1)} bytes a mark; a frame has at most ${report.mostRects} rectangles.

${tableOf(report)}`;

/** `npm run bench -- --frames`: its table, as Markdown. */
export const benchFrames = async (job: FramesJob): Promise<string> => sectionOf(job, await runFrames(job));

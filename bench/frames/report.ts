import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { type FramesJob, type FramesReport } from './job.ts';
import { runFrames } from './run-frames.ts';

const TITLE = '## Frames of the chart';

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

/** The frames section of docs/performance.md as it stands in `page`, from its title to the next one; empty where there is none. */
export function framesSection(page: string): string {
  const from = page.indexOf(TITLE);
  if (from < 0) return '';
  const next = page.indexOf('\n## ', from + TITLE.length);
  return page.slice(from, next < 0 ? undefined : next).trimEnd();
}

/** `page` without its own frames section, and with `section` at its end. */
export function withFrames(page: string, section: string): string {
  const own = framesSection(page);
  const rest = (own === '' ? page : page.replace(own, '')).trimEnd();
  return section === '' ? `${rest}\n` : `${rest}\n\n${section}\n`;
}

const sectionOf = (job: FramesJob, report: FramesReport, command: string): string => `${TITLE}

Written by \`${command}\` on a machine with 2 cores, headless Chromium, software canvas, other work running beside it
(load average ${loadavg()[0]?.toFixed(1) ?? ''}). Aim: a median frame under 8 ms, the 99th percentile under 16 ms.
${report.marks} marks in ${report.rows} rows of ${job.lanes} lanes, a plot of ${job.width} x ${job.height} CSS pixels at ${job.pixelRatio} device pixels each:
120 frames that zoom in 36 000 times, pan, zoom out, pan while they scroll; layout, marks, axis and overlay of each. Summaries take
${report.summaryBytesAMark.toFixed(1)} bytes a mark; a frame has at most ${report.mostRects} rectangles. A frame is timed from its layout until a
pixel of each canvas has been read back, so that the browser's drawing is in it. The journey is made ${report.rounds.length} times: *undisturbed*
takes of each frame its least time, *all* takes every time, with whatever else the machine did meanwhile.

${tableOf(report)}`;

/** \`npm run bench -- --frames\`: prints the table; `pagePath` is where its section is written, undefined for nowhere. */
export async function benchFrames(job: FramesJob, command: string, pagePath: string | undefined): Promise<void> {
  const report = await runFrames(job);
  const section = sectionOf(job, report, command);
  console.log(section);
  if (pagePath === undefined) return;
  const page = existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : '';
  writeFileSync(pagePath, withFrames(page, section));
}

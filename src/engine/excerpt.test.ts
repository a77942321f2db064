import { describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { at } from '../base/at.ts';
import { inEnglish } from '../base/say.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { openSource } from '../ingest/source.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { CLASSES } from '../ledger/classes.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { writeKineto } from '../synth/kineto.ts';
import { simulate } from '../synth/simulate.ts';
import { traceFile } from '../test/traces.ts';
import { type ExcerptChoice, writeExcerpt } from './excerpt.ts';

async function read(name: string, bytes: BlobPart): Promise<{ source: TraceSource; timeline: Timeline }> {
  const source = await openSource({ kind: 'blob', name, blob: new Blob([bytes]) });
  if (!source.ok) throw new Error(inEnglish(source.failure.userMessage));
  const scan = await scanTrace(source.value, () => undefined);
  if (!scan.ok) throw new Error(inEnglish(scan.failure.userMessage));
  const timeline = buildTimeline([scan.value]);
  if (!timeline.ok) throw new Error(inEnglish(timeline.failure.userMessage));
  return { source: source.value, timeline: timeline.value };
}

/** Microseconds of each class in steps [first, last) of the only rank, to the nanosecond. */
function stepsTold(timeline: Timeline, first: number, last: number): string[] {
  const { perStep } = buildLedger(timeline).ranks[0]!;
  return timeline.steps.slice(first, last).map((step, place) => {
    const row = CLASSES.map(({ key }, code) => {
      const us = at(perStep, (first + place) * CLASSES.length + code);
      return us > 0.01 ? `${key} ${us.toFixed(2)}` : '';
    });
    return [`${(step.end - step.start).toFixed(2)}:`, ...row.filter((text) => text !== '')].join(' ');
  });
}

/** Writes steps [first, last) as a trace of its own and reads that back. */
async function excerptOf(
  { source, timeline }: { source: TraceSource; timeline: Timeline },
  [first, last]: readonly [number, number],
  more: Partial<ExcerptChoice> = {},
): Promise<{ text: string; timeline: Timeline }> {
  const window = { start: timeline.steps[first]!.start, end: timeline.steps[last - 1]!.end };
  const choice = { window, ranks: [0], hideNames: false, dropArguments: false, ...more };
  const files = await writeExcerpt([source], timeline, choice);
  if (!files.ok) throw new Error(inEnglish(files.failure.userMessage));
  const [file] = files.value;
  return { text: file!.text, timeline: (await read(file!.name, file!.text)).timeline };
}

const CHOICES = [{}, { dropArguments: true }, { hideNames: true }] as const;

it.each(CHOICES)('keeps asynchronous work asynchronous, and counts none of it: %j', async (choice) => {
  const event = (ph: string, cat: string, name: string, ts: number, more: string): string =>
    `{"ph":"${ph}","cat":"${cat}","name":"${name}","pid":1,"tid":1,"ts":${ts},${more}}`;
  const events = [0, 1, 2].flatMap((k) => [
    event('X', 'user_annotation', `ProfilerStep#${k}`, k * 100, '"dur":100'),
    event('X', 'cpu_op', 'aten::mm', k * 100 + 10, '"dur":40'),
    event('b', 'kernel', 'secret fetch', k * 100 + 20, '"id":"0x1"'),
    event('b', 'kernel', 'inner', k * 100 + 30, '"id":"0x1"'),
    event('e', 'kernel', 'inner', k * 100 + 60, '"id":"0x1"'),
    event('e', 'kernel', 'secret fetch', k * 100 + 90, '"id":"0x1"'),
  ]);
  const whole = await read('run.json', `[${events.join(',')}]`);
  const part = await excerptOf(whole, [1, 3], choice);
  const lanes = part.timeline.lanes.filter(({ isAsync }) => isAsync === true);
  expect(lanes.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  expect(part.text.includes('secret')).toBe(!('hideNames' in choice));
  expect(stepsTold(part.timeline, 0, 2)).toEqual(stepsTold(whole.timeline, 1, 3));
});

describe('an excerpt of a simulated run', () => {
  const run = read('run.json', writeKineto(simulate(EXAMPLE_JOBS[0]!.job), 0));

  it.each(CHOICES)('tells the same of its steps as the whole trace: %j', async (choice) => {
    const whole = await run;
    const part = await excerptOf(whole, [1, 3], choice);
    expect(part.timeline.steps).toHaveLength(2);
    expect(stepsTold(part.timeline, 0, 2)).toEqual(stepsTold(whole.timeline, 1, 3));
  });

  it('is JSON with complete events only, times near zero', async () => {
    const { text } = await excerptOf(await run, [1, 3]);
    const value: { traceEvents: { ph: string; ts: number; dur?: number }[] } = JSON.parse(text);
    const { traceEvents } = value;
    expect(new Set(traceEvents.map(({ ph }) => ph))).toEqual(new Set(['M', 'X']));
    expect(traceEvents.every(({ ph, ts, dur }) => ts >= 0 && ts < 1e9 && (ph === 'M' || dur! >= 0))).toBe(true);
  });

  it('leaves out names of the model when asked, and arguments with them', async () => {
    const { text } = await excerptOf(await run, [1, 3], { hideNames: true });
    expect(text).not.toMatch(/aten::|sgemm|conv/);
    expect(text).toMatch(/"kernel 1"/);
    expect(text).toMatch(/DataLoader/);
  });

  it('stops where the file no longer holds what it held', async () => {
    const { source, timeline } = await run;
    const cut = { ...source, stream: () => new Blob(['{}']).stream() };
    const window = { start: 0, end: 1e6 };
    const result = await writeExcerpt([cut], timeline, { window, ranks: [0], hideNames: false, dropArguments: false });
    expect(result).toMatchObject({ ok: false, failure: { code: 'unreadable' } });
  });
});

for (const name of [
  'pairs/resnet50-workers0.pt.trace.json.gz',
  'pytorch/resnet-rtx2080-loader-bound-30steps-no-markers.json.gz',
]) {
  const path = traceFile(name);
  it.skipIf(path === undefined)(`of ${name} tells the same of its steps as the whole trace`, async () => {
    const whole = await read(name, new Uint8Array(await readFile(path!)));
    const part = await excerptOf(whole, [1, 4]);
    expect(part.timeline.steps).toHaveLength(3);
    // The last step of a trace ends with its own marker, so that of an excerpt may be a little shorter.
    expect(stepsTold(part.timeline, 0, 2)).toEqual(stepsTold(whole.timeline, 1, 3));
  });
}

import { inEnglish } from '../base/say.ts';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openSource } from '../ingest/source.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { textsOf } from '../test/timeline-of.ts';
import { packExcerpt, packWhole } from './pack-run.ts';

const [{ name, text } = { name: '', text: '' }] = textsOf(`
  r0 step    |....|....|....
  r0 main    DL...DL...DL...
  r0 stream7 ..KKk..KKk..KKk
`);

async function opened() {
  const source = await openSource({ kind: 'blob', name, blob: new Blob([text]) });
  if (!source.ok) throw new Error(inEnglish(source.failure.userMessage));
  const scan = await scanTrace(source.value, () => undefined);
  const timeline = scan.ok ? buildTimeline([scan.value]) : scan;
  if (!timeline.ok) throw new Error(inEnglish(timeline.failure.userMessage));
  return { source: source.value, timeline: timeline.value };
}

const unpacked = async (blob: Blob): Promise<string> => gunzipSync(await blob.arrayBuffer()).toString();

it('packs files as they are, and leaves packed ones alone', async () => {
  const { source } = await opened();
  const whole = await packWhole([source]);
  if (!whole.ok) throw new Error(inEnglish(whole.failure.userMessage));
  const [file] = whole.value.files;
  expect(file!.name).toBe(name);
  expect(await unpacked(file!.blob)).toBe(text);
  const again = await openSource({ kind: 'blob', name, blob: file!.blob });
  const twice = again.ok ? await packWhole([again.value]) : again;
  expect(twice.ok && twice.value.files[0]!.blob).toBe(file!.blob);
});

it('tells what a part takes for zero', async () => {
  const { source, timeline } = await opened();
  const window = { start: timeline.steps[1]!.start, end: timeline.steps[1]!.end };
  const part = await packExcerpt([source], timeline, { window, ranks: [0], hideNames: false, dropArguments: true });
  if (!part.ok) throw new Error(inEnglish(part.failure.userMessage));
  expect(part.value.startUs).toBe(window.start);
  const { traceEvents }: { traceEvents: { ph: string; ts: number }[] } = JSON.parse(
    await unpacked(part.value.files[0]!.blob),
  );
  expect(Math.min(...traceEvents.filter(({ ph }) => ph === 'X').map(({ ts }) => ts))).toBe(window.start);
});

it('stops packing when it is told to, however much is left to read', async () => {
  const { source, timeline } = await opened();
  const stop = new AbortController();
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      controller.enqueue(new Uint8Array(1 << 16));
      if (++given === 4) stop.abort();
    },
  });
  const whole = await packWhole([{ ...source, stream: () => endless }], stop.signal);
  expect(!whole.ok && whole.failure.code).toBe('cancelled');
  const { window } = timeline;
  const choice = { window, ranks: [0], hideNames: false, dropArguments: true };
  const part = await packExcerpt([source], timeline, choice, AbortSignal.abort());
  expect(!part.ok && part.failure.code).toBe('cancelled');
});

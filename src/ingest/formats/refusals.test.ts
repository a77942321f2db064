import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Failure } from '../../base/failure.ts';
import { inEnglish } from '../../base/say.ts';
import { scanText } from '../../test/scan-text.ts';
import { traceFile } from '../../test/traces.ts';
import { openSource } from '../source.ts';
import { scanTrace } from '../scan-trace.ts';
import { saying } from '../../test/saying.ts';

async function refusal(bytes: string | Uint8Array): Promise<Failure> {
  const result = await scanText(bytes);
  if (result.ok) throw new Error(`read ${result.value.events.length} events`);
  return result.failure;
}

const TRACE_TEXT = '[{"ph":"X","name":"a","pid":1,"tid":1,"ts":1,"dur":2}]';
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const noise = (): Uint8Array => Uint8Array.from({ length: 5000 }, (_, k) => (k * k * 31 + k * 7) & 0xff);

describe('what is no trace is refused with a sentence that says what it is', () => {
  it.each([
    ['nothing', '', 'empty-file', 'This file is empty.'],
    ['white space', ' \n\t ', 'empty-file', 'nothing but white space'],
    ['much white space', ' '.repeat(100_000), 'empty-file', 'nothing but white space'],
    ['a PNG', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'not-a-trace', 'a PNG picture'],
    ['a JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'not-a-trace', 'a JPEG picture'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'not-a-trace', 'a PDF document'],
    ['a zip', latin1('PK\x03\x04\x14\0\0\0'), 'not-a-trace', 'a zip archive'],
    ['a tar', latin1(`${'trace.json'.padEnd(257, '\0')}ustar\0`), 'not-a-trace', 'a tar archive'],
    ['a pickle', latin1('\x80\x04\x95\0\0'), 'not-a-trace', 'a Python pickle'],
    ['an older pickle', latin1('\x80\x02}q\0'), 'not-a-trace', 'memory snapshot'],
    ['an SQLite database', latin1('SQLite format 3\0\x10\0'), 'not-a-trace', 'an SQLite database'],
    ['an .nsys-rep', latin1('NVIDIA Tegra Profiler Report 2025@1\n\x0b'), 'not-a-trace', 'Nsight Systems (.nsys-rep)'],
    [
      'an xplane.pb',
      latin1(`\n\x85\x12\x08\x01\x12\x0d/device:TPU:0\x1a\x80`),
      'not-a-trace',
      'XPlane protocol buffer',
    ],
    [
      'a .pftrace',
      latin1('\n\x05\x50\x01\x40\x80\x01\n\x02\x50\x01\n\x7f\x52'),
      'not-a-trace',
      'Perfetto trace (.pftrace), which Whystall cannot read',
    ],
    [
      'a tfevents',
      latin1(`\x18\0\0\0\0\0\0\0abcd\x09\0\0\x80\x1a\x0dbrain.Event:2`),
      'not-a-trace',
      'TensorBoard event file',
    ],
    [
      'a heap snapshot',
      '{"snapshot":{"meta":{}},"nodes":[1],"edges":[2],"strings":[]}',
      'not-a-timeline',
      'heap snapshot',
    ],
    [
      'a CPU profile',
      '{"nodes":[{"id":1}],"startTime":1,"endTime":2,"samples":[1],"timeDeltas":[0]}',
      'not-a-timeline',
      'CPU profile',
    ],
    ['a memory snapshot', '{"segments":[{"device":0}],"device_traces":[[]]}', 'not-a-timeline', 'memory snapshot'],
    ['rocprofv3', '{"rocprofiler-sdk-tool":[{"metadata":{"pid":1}}]}', 'not-a-timeline', "rocprofv3's own JSON"],
    ['speedscope', '{"$schema":"x","profiles":[{}],"shared":{"frames":[]}}', 'not-a-timeline', 'speedscope'],
    ['Firefox', '{"meta":{"interval":1},"libs":[],"threads":[]}', 'not-a-timeline', 'Firefox'],
    ['a notebook', '{"cells":[],"nbformat":4}', 'not-a-timeline', 'notebook'],
    ['UTF-16', Buffer.from('\ufeff[{"ph":"X"}]', 'utf16le'), 'not-a-trace', 'UTF-16 text'],
    ['UTF-16 without its mark', Buffer.from('[{"ph":"X","ts":1}]'.repeat(20), 'utf16le'), 'not-a-trace', 'binary'],
    ['a page after a comment', '<!-- saved -->\n<!doctype html><html>', 'not-a-trace', 'a web page (HTML)'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:7\n', 'not-a-trace', 'Git LFS'],
    ['zeros', new Uint8Array(5000), 'empty-file', 'nothing but zeros'],
    ['a heap profile', '{"head":{"id":1},"samples":[]}', 'not-a-timeline', 'a heap snapshot'],
    ['a RAR', latin1('Rar!\x1a\x07\x01\0\0'), 'not-a-trace', 'a RAR archive'],
    ['an .lzma', latin1(']\0\0\x80\0\xff'), 'not-a-trace', 'packed in a way Whystall does not read'],
    ['an LZ4', latin1(`\x04\x22\x4d\x18\x64\x40${TRACE_TEXT}`), 'not-a-trace', 'an LZ4 archive'],
    ['a perf.data', latin1('PERFILE2\0\0'), 'not-a-trace', 'Linux perf'],
    ['an .etl', latin1(`\0\0\x01${'\0'.repeat(71)}\x02\xc0\0`), 'not-a-trace', '.etl'],
    ['a safetensors', latin1('\x28\0\0\0\0\0\0\0{"w":{}}'), 'not-a-trace', 'model weights (safetensors)'],
    ['a cProfile', latin1('{\xa9\x03\xda\x01~\0\0'), 'not-a-trace', 'cProfile'],
    ['an encrypted file', 'age-encryption.org/v1\n-> X25519', 'not-a-trace', 'an encrypted file'],
    ['a pickle of protocol 0', '(dp0\nVsegments\np1\n(lp2\n', 'not-a-trace', 'a Python pickle'],
    ['a HAR', '{"log":{"version":"1.2","entries":[]}}', 'not-a-timeline', 'HAR'],
    ['a log that is no HAR', '{"log":"text"}', 'not-a-trace', 'a JSON object, but not a trace'],
    [
      "Ascend's communication.json",
      '{"step":{"collective":{"hcom_allReduce__1":{"Communication Time Info":{}}}}}',
      'not-a-timeline',
      'Ascend profiler',
    ],
    ["Ascend's profiler_info.json", '{"config":{},"rank_id":0}', 'not-a-timeline', 'profiler_info.json'],
    ['OpenTelemetry', '{"resourceSpans":[]}', 'not-a-timeline', 'OpenTelemetry'],
    [
      'JSON of nsys',
      '{"Type":59,"CudaEvent":{"startNs":"1"}}\n{"data":["a"]}\n',
      'not-a-timeline',
      'export of NVIDIA Nsight Systems',
    ],
    ['a memory timeline', '[[1, 2], [[0, 0], [3, 4]]]', 'not-a-timeline', 'memory timeline'],
    ['text of Python', "[{'ph': 'X', 'ts': 1, 'dur': 2}]", 'not-a-timeline', 'text of Python'],
    ['HTML', '\n<!DOCTYPE html><html>', 'not-a-trace', 'a web page (HTML)'],
    ['random bytes', noise(), 'not-a-trace', 'a binary file'],
    ['text', 'loss 0.3\nloss 0.2\n', 'not-a-trace', 'text, but not a trace'],
    ['a JSON string', '"traceEvents"', 'not-a-trace', 'text, but not a trace'],
    ['{}', '{}', 'not-a-trace', 'a JSON object, but not a trace'],
    ['[]', '[]', 'no-events', 'its list of events is empty'],
    ['an empty list of events', '{"traceEvents": []}', 'no-events', 'its list of events is empty'],
    ['metadata only', '[{"ph":"M","name":"process_name"}]', 'no-events', 'none of its entries (1)'],
    ['a list of numbers', '[1, 2, 3]', 'not-a-trace', 'a JSON list, but not a trace'],
    ['a list of objects', '[{"loss": 1}, {"loss": 2}]', 'not-a-trace', 'a JSON list, but not a trace'],
    ['other JSON', '{"name": "x", "version": 1}', 'not-a-trace', 'a JSON object, but not a trace'],
    ['a header cut', '{"schemaVersion": 1, "deviceProperties": [{', 'no-events', 'stops before its first whole event'],
    ['a header alone', '{"schemaVersion": 1}', 'no-events', 'the header of a PyTorch trace'],
    ['a first event cut', '[{"ph": "X", "na', 'no-events', 'stops before its first whole event'],
    ['"["', '[', 'no-events', 'stops before its first whole event'],
    [
      'execution trace',
      '{"schema":"1.0.1","pid":1,"time":"t","nodes":[{"id":2}]}',
      'not-a-timeline',
      'PyTorch execution trace',
    ],
    [
      'Chakra',
      '{"schema":"1.0.2-chakra.0.0.4","pid":1,"nodes":[{"id":2}]}',
      'not-a-timeline',
      'Chakra execution trace',
    ],
  ])('%s', async (_, bytes, code, sentence) => {
    const failure = await refusal(bytes);
    expect(failure.code).toBe(code);
    expect(inEnglish(failure.userMessage)).toContain(sentence);
    expect(inEnglish(failure.userMessage)).toMatch(/^[^.]*(?:\([^)]*\)[^.]*)?\.$/);
    expect(inEnglish(failure.hint ?? '')).toMatch(/\.$/);
  });

  it('looks into a gzip', async () => {
    const opened = await openSource({ kind: 'blob', name: 'trace.json', blob: new Blob([gzipSync('<html>')]) });
    if (!opened.ok) throw new Error('not opened');
    expect(await scanTrace(opened.value, () => undefined)).toMatchObject({
      failure: { code: 'not-a-trace', userMessage: saying('a web page') },
    });
  });

  for (const [name, what] of [
    ['chakra-execution-trace.json.gz', 'PyTorch execution trace'],
    ['execution-trace-small.json.gz', 'PyTorch execution trace'],
    ['execution-trace-misnamed.pt.trace.json.gz', 'Chakra execution trace'],
  ] as const) {
    const path = traceFile(`not-traces/${name}`);
    it.skipIf(path === undefined)(`not-traces/${name}`, async () => {
      const opened = await openSource({ kind: 'blob', name, blob: new Blob([await readFile(path!)]) });
      if (!opened.ok) throw new Error('not opened');
      expect(await scanTrace(opened.value, () => undefined)).toMatchObject({
        failure: { code: 'not-a-timeline', userMessage: saying(what) },
      });
    });
  }
});

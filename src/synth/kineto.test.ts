import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJob } from '../test/any-job.ts';
import { EMPTY_JOB, type Job } from './job.ts';
import { kinetoPieces, writeKineto } from './kineto.ts';
import { simulate } from './simulate.ts';

interface Written {
  readonly ph: string;
  readonly cat?: string;
  readonly name: string;
  readonly pid: number | string;
  readonly tid: number | string;
  readonly ts: number;
  readonly dur: number;
  readonly id?: number;
  readonly args: Record<string, unknown>;
}
interface Document {
  readonly traceEvents: readonly Written[];
  readonly [member: string]: unknown;
}
const parse = (text: string): Document => JSON.parse(text) as Document;
const of = (document: Document, category: string): readonly Written[] =>
  document.traceEvents.filter((event) => event.ph === 'X' && event.cat === category);

const job: Job = {
  ...EMPTY_JOB,
  ranks: 2,
  steps: 2,
  host: { ...EMPTY_JOB.host, launchUs: 3.3333, latencyUs: 2, pythonUs: 1.1 },
  layers: Array.from({ length: 3 }, () => ({ op: 'conv2d', forwardUs: [10.7], backwardUs: [20.123_45] })),
  input: { bytes: 4096, bandwidthGBps: 1, pinned: false },
  collectives: { buckets: 2, bytes: 6000, bandwidthGBps: 1, latencyUs: 1, overlapped: true },
  optimizerUs: [5],
};

describe('writeKineto', () => {
  const run = simulate(job);
  const document = parse(writeKineto(run, 1));

  it('says that it is synthetic, and who it is', () => {
    expect(document).toMatchObject({
      whystall_synthetic: true,
      schemaVersion: 1,
      distributedInfo: { rank: 1, world_size: 2 },
      deviceProperties: [{ name: 'Simulated GPU' }, { name: 'Simulated GPU' }],
    });
  });

  it('keeps every record: counts go there and back, for any job', () => {
    fc.assert(
      fc.property(anyJob(), (any) => {
        const simulated = simulate(any);
        const rank = simulated.ranks.at(-1)!;
        const written = parse(writeKineto(simulated, rank.rank));
        const host = rank.host.length + rank.steps.length;
        expect(
          of(written, 'cpu_op').length + of(written, 'user_annotation').length + of(written, 'cuda_runtime').length,
        ).toBe(host);
        expect(of(written, 'kernel').length + of(written, 'gpu_memcpy').length).toBe(rank.device.length);
        expect(of(written, 'cuda_sync')).toHaveLength(rank.host.filter((event) => event.sync !== undefined).length);
      }),
      { numRuns: 60 },
    );
  });

  it('links each device event to one launch, by correlation and by arrow', () => {
    const calls = new Map(of(document, 'cuda_runtime').map((event) => [event.args['correlation'], event]));
    const device = [...of(document, 'kernel'), ...of(document, 'gpu_memcpy')];
    expect(device.every((event) => calls.get(event.args['correlation'])!.ts <= event.ts)).toBe(true);
    const arrows = document.traceEvents.filter((event) => event.cat === 'ac2g');
    expect(
      arrows
        .filter((arrow) => arrow.ph === 's')
        .map((arrow) => arrow.id)
        .sort(),
    ).toEqual(device.map((event) => event.args['correlation']).sort());
  });

  it('draws one arrow from each forward op to its backward node', () => {
    const arrows = document.traceEvents.filter((event) => event.cat === 'fwdbwd');
    expect(arrows.filter((arrow) => arrow.ph === 's')).toHaveLength(6);
    expect(arrows.filter((arrow) => arrow.ph === 'f')).toHaveLength(6);
  });

  it('writes what a collective moves, and for whom', () => {
    const [collective] = of(document, 'kernel').filter((event) => event.name.startsWith('nccl'));
    expect(collective!.args).toMatchObject({
      'Collective name': 'allreduce',
      'In msg nelems': 750,
      dtype: 'Float',
      'Group size': 2,
      'Process Group Ranks': '[0, 1]',
    });
    expect(of(document, 'gpu_memcpy')[0]!.args).toMatchObject({ bytes: 4096 });
  });

  it('writes nanoseconds, and lets neighbours on a stream meet without overlap', () => {
    const nanos = (text: string): number => Number(text.replace('.', ''));
    const events = writeKineto(run, 0).matchAll(
      /"cat": "(?:kernel|gpu_memcpy)",[^{]*?"tid": (\d+),\s*"ts": (3741000000\d{3}\.\d{3}),\s*"dur": (\d+\.\d{3})/g,
    );
    const spans = [...events].map(([, stream, ts, dur]) => ({
      stream,
      start: nanos(ts!),
      end: nanos(ts!) + nanos(dur!),
    }));
    expect(spans).toHaveLength(run.ranks[0]!.device.length);
    const ends = new Map<unknown, number>();
    for (const { stream, start, end } of spans.sort((a, b) => a.start - b.start)) {
      expect(start).toBeGreaterThanOrEqual(ends.get(stream) ?? 0);
      ends.set(stream, end);
    }
  });

  it('repeats a run in tiles with ids and step numbers of their own', () => {
    const tiled = parse([...kinetoPieces(run, 0, 3)].join(''));
    const steps = of(tiled, 'user_annotation').filter((event) => event.name.startsWith('ProfilerStep#'));
    expect(steps.map((event) => event.name)).toEqual([0, 1, 2, 3, 4, 5].map((step) => `ProfilerStep#${step}`));
    const correlations = of(tiled, 'cuda_runtime').map((event) => event.args['correlation']);
    expect(new Set(correlations).size).toBe(correlations.length);
    expect(correlations).toHaveLength(3 * of(parse(writeKineto(run, 0)), 'cuda_runtime').length);
  });
});

import { inEnglish } from '../base/say.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJob } from '../test/any-job.ts';
import { timelineOfJob } from '../test/timeline-of-job.ts';
import { timelineOf, timelineOfRows } from '../test/timeline-of.ts';
import { type TraceRow } from '../test/scan-of.ts';
import { type Timeline } from '../model/timeline.ts';
import { collectiveLedger, collectiveTimeline } from '../test/collective-run.ts';
import { buildLedger } from './build-ledger.ts';
import { FINDING_KINDS } from './finding-kinds.ts';
import { buildFindings, type Finding } from './findings.ts';
import { type GateFacts, type LeverFacts } from './lever-facts.ts';

const GREEN: GateFacts = { identityErrorUs: 0, explainedErrorPercent: 0, trust: 'green', reason: '' };
const lever = (key: string, removedStepUs: number): LeverFacts => ({
  key,
  label: key,
  classes: [],
  available: true,
  reason: undefined,
  removedStepUs,
});
const findingsOf = (
  timeline: Timeline,
  levers: readonly LeverFacts[] = [],
  gate: GateFacts = GREEN,
): readonly Finding[] => buildFindings({ timeline, ledger: buildLedger(timeline), gate, levers, rank: 0 });
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

const LOADER_BOUND = timelineOf(`
  r0 step    |.........|.........|.........
  r0 main    DDDL......DDDL......DDDL......
  r0 stream7 .....KKKKK.....KKKKK.....KKKKK
`);

describe('buildFindings', () => {
  it('says what was seen, what removing it gains, where, and what to do', () => {
    const [data] = findingsOf(LOADER_BOUND, [lever('data', 7000)]);
    expect(data).toMatchObject({
      id: 'data-main',
      class: 'data',
      gainUs: 3000,
      gainFrom: 'replay',
      exposedUs: 3000,
      share: 0.3,
      steps: [0, 1, 2],
      confidence: 'high',
    });
    expect(plain(inEnglish(data!.sentence))).toBe(
      'For 3.00 ms a step (30 %) the main thread loads the batch itself while the device waits. Removing it gains about as much.',
    );
    expect(inEnglish(data!.advice)).toContain('num_workers');
    expect(data!.evidence).toHaveLength(3);
    expect(data!.evidence[0]).toMatchObject({ lane: 'r0/host/100/main', durationUs: 3000 });
  });

  it('gives both figures where exposed is not blocking, and ranks by gain', () => {
    const findings = findingsOf(LOADER_BOUND, [lever('data', 9500)]);
    expect(findings.map(({ id }) => id)).toEqual(['queue', 'data-main']);
    expect(plain(inEnglish(findings[1]!.sentence))).toContain('Exposed is not blocking: removing it gains 500 µs.');
  });

  it('gives transfer the gain of faster links, and waiting that of even ranks', () => {
    const timeline = collectiveTimeline({ arrivals: [[1000, 6000]], transferUs: [2000] });
    const levers = [lever('communication', 6000), lever('stragglers', 5500)];
    const findings = buildFindings({ timeline, ledger: collectiveLedger(timeline), gate: GREEN, levers, rank: 0 });
    const of = (id: string): Finding => findings.find((one) => one.id === id)!;
    expect(of('communication-transfer')).toMatchObject({ exposedUs: 2000, gainUs: 2000 });
    expect(of('communication-waiting')).toMatchObject({ exposedUs: 5000, gainUs: 2500 });
    expect(plain(inEnglish(of('communication-waiting').sentence))).toContain('Evening out the ranks gains 2.50 ms.');
  });

  it('says that ranks could not be compared only where they were not', () => {
    const run = {
      arrivals: [
        [1000, 6000],
        [9000, 9000],
      ],
      transferUs: [2000, 1000],
    };
    const raiseOf = (timeline: Timeline): string => {
      const findings = buildFindings({
        timeline,
        ledger: collectiveLedger(timeline),
        gate: GREEN,
        levers: [],
        rank: 0,
      });
      return inEnglish(findings.find(({ id }) => id === 'communication')!.raise);
    };
    const [one, each] = [{ 'Process Group Name': '0' }, (rank: number) => ({ 'Process Group Name': `own${rank}` })];
    expect(raiseOf(collectiveTimeline({ ...run, args: (m, rank) => (m === 0 ? one : each(rank)) }))).toBe(
      'record whole steps on all ranks: this lies outside the collectives that were matched between them',
    );
    expect(raiseOf(collectiveTimeline({ ...run, args: (_m, rank) => each(rank) }))).toBe(
      'record all ranks over the same steps of one run: these could not be compared',
    );
  });

  it('lies in every step of which it takes the least share that is told', () => {
    const step = (k: number): TraceRow[] => {
      const host = { pid: 1, tid: 1 };
      const work = { pid: 0, tid: 7, args: { device: 0, stream: 7, correlation: k + 1 } };
      const at = k * 10_000;
      return [
        { ...host, cat: 'user_annotation', name: `ProfilerStep#${k}`, ts: at, dur: 10_000 },
        { ...host, cat: 'cuda_runtime', name: 'cudaLaunchKernel', ts: at, dur: 1, args: { correlation: k + 1 } },
        { ...work, cat: 'gpu_memset', name: 'Memset (Device)', ts: at, dur: 100 },
        { ...work, cat: 'kernel', name: 'gemm', ts: at + 100, dur: 9_900 },
      ];
    };
    expect(findingsOf(timelineOfRows([0, 1, 2].flatMap(step)))).toMatchObject([{ share: 0.01, steps: [0, 1, 2] }]);
  });

  it('says where no lever acts, and claims no more than was exposed', () => {
    const queue = findingsOf(LOADER_BOUND).find(({ id }) => id === 'queue')!;
    expect(queue).toMatchObject({ gainFrom: 'exposed', gainUs: 2000, exposedUs: 2000 });
    expect(inEnglish(queue.sentence)).toContain('No lever of the replay acts on this');
  });

  it('names the levers that act on what none removes, as far as they have anything to act on', () => {
    const acting = (available: boolean): LeverFacts => ({
      ...lever('launch', 9000),
      label: 'Kernel launches',
      classes: ['launch', 'queue'],
      available,
    });
    const of = (available: boolean) => findingsOf(LOADER_BOUND, [acting(available)]).find(({ id }) => id === 'queue')!;
    expect(of(true)).toMatchObject({ gainFrom: 'exposed', gainUs: 2000 });
    expect(inEnglish(of(true).sentence)).toContain('at most about that; what acts on it: Kernel launches.');
    expect(inEnglish(of(false).sentence)).toContain('No lever of the replay acts on this');
  });

  it('is unsure where the replay is', () => {
    const locked = findingsOf(LOADER_BOUND, [lever('data', 7000)], { ...GREEN, trust: 'locked' });
    expect(locked[0]).toMatchObject({ confidence: 'low', gainFrom: 'exposed', gainUs: locked[0]!.exposedUs });
    expect(inEnglish(locked[0]!.sentence)).toContain('The replay does not explain this run');
    expect(inEnglish(locked[0]!.because)).toContain('too badly');
    expect(findingsOf(LOADER_BOUND, [lever('data', 7000)], { ...GREEN, trust: 'amber' })[0]!.confidence).toBe('medium');
  });

  it('speaks of the main thread where no device is in the trace', () => {
    const hosted = findingsOf(timelineOf('r0 step |......|......|......\nr0 main DDDOOO.DDDOOO.DDDOOO'));
    const data = hosted.find(({ id }) => id === 'data-main')!;
    expect(inEnglish(data.sentence)).toContain('the main thread loads the batch itself and computes nothing');
    expect(inEnglish(data.advice)).not.toContain('pin_memory');
  });

  it("knows the loader's Python frames (with_stack=True) by the iterator that the trace names", () => {
    const row = (name: string, cat: string, ts: number, dur: number): TraceRow => ({
      ph: 'X',
      name,
      cat,
      ts,
      dur,
      pid: 1,
      tid: 1,
    });
    const step = (k: number): TraceRow[] => [
      row(`ProfilerStep#${k}`, 'user_annotation', k * 10_000, 10_000),
      row('torch/utils/data/dataloader.py(720): __next__', 'python_function', k * 10_000, 4_000),
      row('enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__', 'user_annotation', k * 10_000 + 1, 3_990),
      row('torch/utils/data/dataloader.py(783): _next_data', 'python_function', k * 10_000 + 2, 3_980),
      row('aten::addmm', 'cpu_op', k * 10_000 + 4_000, 6_000),
    ];
    expect(findingsOf(timelineOfRows([0, 1, 2].flatMap(step))).map(({ id }) => id)).toEqual(['data-main']);
  });

  it('tells the rank it is asked of', () => {
    const timeline = timelineOf(`
      r0 step    |....|....|....
      r0 main    L....L....L....
      r0 stream7 .KKKK.KKKK.KKKK
      r1 step    |....|....|....
      r1 main    GGGL.GGGL.GGGL.
      r1 stream7 ....K....K....K
    `);
    const ledger = buildLedger(timeline);
    const [first] = buildFindings({ timeline, ledger, gate: GREEN, levers: [], rank: 1 });
    expect(first).toMatchObject({ id: 'gc', exposedUs: 3000 });
    expect(first!.evidence[0]!.lane).toBe('r1/host/101/main');
  });

  it('splits synchronising calls and copies by what they are', () => {
    const host = (name: string, ts: number, dur: number, args: object = {}): TraceRow => ({
      cat: /^cuda/.test(name) ? 'cuda_runtime' : 'cpu_op',
      pid: 1,
      tid: 1,
      name,
      ts,
      dur,
      args: { ...args },
    });
    const work = (cat: string, name: string, ts: number, dur: number, correlation: number): TraceRow => ({
      cat,
      pid: 0,
      tid: 7,
      name,
      ts,
      dur,
      args: { device: 0, stream: 7, correlation },
    });
    const findings = findingsOf(
      timelineOfRows([
        host('aten::item', 0, 10),
        host('cudaDeviceSynchronize', 10, 10),
        host('cudaMemcpy', 20, 10),
        host('cudaLaunchKernel', 30, 1, { correlation: 1 }),
        work('gpu_memcpy', 'Memcpy HtoD (Pageable -> Device)', 30, 20, 1),
        work('gpu_memcpy', 'Memcpy DtoH (Device -> Pinned)', 50, 20, 1),
        work('kernel', 'gemm', 70, 30, 1),
      ]),
    );
    expect(findings.map(({ id }) => id).sort()).toEqual([
      'copy-dtoh',
      'copy-pageable',
      'sync-call',
      'sync-copy',
      'sync-item',
    ]);
  });

  it('a long queue behind a blocked host is work that the trace does not hold', () => {
    const timeline = timelineOf(
      `
        r0 main    LSSSSSSSSS.
        r0 stream7 .........KK
      `,
      { launches: [0] },
    );
    const [queue] = findingsOf(timeline);
    expect(queue).toMatchObject({ id: 'queue-behind', class: 'queue', exposedUs: 9000, confidence: 'low' });
    expect(inEnglish(queue!.sentence)).toContain('something that this trace does not hold');
  });

  it('names launch-bound decode', () => {
    const rows = [0, 100, 200].flatMap((ts): TraceRow[] => [
      { cat: 'cpu_op', name: 'aten::slice', pid: 1, tid: 1, ts, dur: 60 },
      {
        cat: 'cuda_runtime',
        name: 'cudaLaunchKernel',
        pid: 1,
        tid: 1,
        ts: ts + 60,
        dur: 5,
        args: { correlation: ts + 1 },
      },
      {
        cat: 'kernel',
        name: 'paged_attention_v2<half>',
        pid: 0,
        tid: 7,
        ts: ts + 65,
        dur: 10,
        args: { device: 0, stream: 7, correlation: ts + 1 },
      },
    ]);
    expect(findingsOf(timelineOfRows(rows)).map(({ id }) => id)).toContain('launch-decode');
    const training = [...rows, { cat: 'cpu_op', name: 'AddmmBackward0', pid: 1, tid: 1, ts: 300, dur: 5 }];
    expect(findingsOf(timelineOfRows(training)).map(({ id }) => id)).toContain('launch');
  });

  it('has nothing to say of a device that always computes', () => {
    expect(findingsOf(timelineOf('r0 step |....\nr0 main L....\nr0 stream7 KKKKK'))).toEqual([]);
  });
});

it('kinds have names of their own', () => {
  expect(new Set(FINDING_KINDS.map(({ id }) => id)).size).toBe(FINDING_KINDS.length);
});

it('on any run no microsecond is claimed twice, and evidence exists', async () => {
  const levers = fc.constantFrom(0, 0.5, 1);
  await fc.assert(
    fc.asyncProperty(anyJob(), levers, async (job, kept) => {
      const timeline = await timelineOfJob(job);
      const ledger = buildLedger(timeline);
      timeline.ranks.forEach((_, rank) => {
        const { meanStepUs, medianStepUs, classes } = ledger.summary[rank]!;
        const removedStepsUs = Float64Array.from(timeline.steps, () => medianStepUs * kept);
        const facts = [
          { ...lever('data', 0), removedStepsUs },
          { ...lever('communication', 0), removedStepsUs },
        ];
        const findings = buildFindings({ timeline, ledger, gate: GREEN, levers: facts, rank });
        const claimed = findings.reduce((sum, { exposedUs }) => sum + exposedUs, 0);
        expect(claimed).toBeLessThanOrEqual(meanStepUs + 1e-6);
        for (const key of new Set(findings.map((one) => one.class))) {
          const ofClass = findings.filter((one) => one.class === key);
          expect(ofClass.reduce((sum, one) => sum + one.exposedUs, 0)).toBeLessThanOrEqual(classes[key] + 1e-6);
        }
        for (const { evidence, steps, gainUs, share } of findings) {
          expect(evidence.length).toBeGreaterThan(0);
          expect(steps.length).toBeGreaterThan(0);
          expect(gainUs).toBeGreaterThanOrEqual(0);
          expect(share).toBeGreaterThanOrEqual(0.01);
          for (const { lane, start } of evidence) {
            const { first, count } = timeline.lanes.find((one) => one.key === lane) ?? { first: 0, count: 0 };
            if (lane.endsWith('/ledger')) continue;
            expect(timeline.events.start.slice(first, first + count)).toContain(start);
          }
        }
      });
    }),
    { numRuns: 60 },
  );
});

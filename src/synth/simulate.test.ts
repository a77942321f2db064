import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSES } from '../ledger/classes.ts';
import { EMPTY_JOB, type Job } from './job.ts';
import { type DeviceEvent, type SimulatedRank } from './records.ts';
import { simulate } from './simulate.ts';
import { anyJob } from '../test/any-job.ts';
import { truthWithin } from './truth.ts';

const tiny = 1e-6;
const budget = { numRuns: 150 };

function streamsOf(rank: SimulatedRank): readonly DeviceEvent[][] {
  const streams = new Map<number, DeviceEvent[]>();
  for (const event of rank.device) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  return [...streams.values()];
}

const faster = (us: readonly number[]): readonly number[] => us.map((one) => one / 2);
const fasterKernels = (job: Job): Job => ({
  ...job,
  layers: job.layers.map((layer) => ({
    ...layer,
    forwardUs: faster(layer.forwardUs),
    backwardUs: faster(layer.backwardUs),
  })),
  optimizerUs: faster(job.optimizerUs),
});
const lastEnd = (job: Job): number => Math.max(...simulate(job).ranks.map((rank) => rank.windowUs[1]));

describe('laws of every simulated run', () => {
  it('gives the same run for the same job, and other times for another seed', () => {
    fc.assert(
      fc.property(anyJob(), (job) => {
        expect(simulate(job)).toEqual(simulate(job));
      }),
      { numRuns: 30 },
    );
    const job: Job = { ...EMPTY_JOB, kernelJitter: 0.1, layers: [{ op: 'linear', forwardUs: [10], backwardUs: [] }] };
    expect(lastEnd(job)).not.toBe(lastEnd({ ...job, seed: 2 }));
  });

  it('never overlaps work on a stream, nor starts it before its launch', () => {
    fc.assert(
      fc.property(anyJob(), (job) => {
        for (const rank of simulate(job).ranks) {
          for (const event of rank.device)
            expect(event.startUs).toBeGreaterThanOrEqual(event.launchUs + job.host.latencyUs - tiny);
          for (const stream of streamsOf(rank)) {
            stream
              .slice(1)
              .forEach((event, i) => expect(event.startUs).toBeGreaterThanOrEqual(stream[i]!.endUs - tiny));
          }
        }
      }),
      budget,
    );
  });

  it('nests host events, or keeps them apart, on each thread', () => {
    fc.assert(
      fc.property(anyJob(), (job) => {
        for (const rank of simulate(job).ranks) {
          for (const thread of ['main', 'autograd'] as const) {
            const open: number[] = [];
            for (const event of rank.host.filter((one) => one.thread === thread)) {
              while (open.length > 0 && open.at(-1)! <= event.startUs + tiny) open.pop();
              if (open.length > 0) expect(event.endUs).toBeLessThanOrEqual(open.at(-1)! + tiny);
              open.push(event.endUs);
            }
          }
        }
      }),
      budget,
    );
  });

  it('tiles the window, and each step, with the truth', () => {
    fc.assert(
      fc.property(anyJob(), (job) => {
        for (const { truth, windowUs, steps } of simulate(job).ranks) {
          if (windowUs[1] === windowUs[0]) return;
          expect(truth[0]!.startUs).toBe(windowUs[0]);
          expect(truth.at(-1)!.endUs).toBe(windowUs[1]);
          truth.slice(1).forEach((piece, i) => expect(piece.startUs).toBe(truth[i]!.endUs));
          for (const step of steps) {
            const sum = [...truthWithin(truth, step.startUs, step.endUs).values()].reduce((a, b) => a + b, 0);
            expect(sum).toBeCloseTo(step.endUs - step.startUs, 6);
          }
        }
      }),
      budget,
    );
  });

  it('says compute exactly while a kernel runs', () => {
    fc.assert(
      fc.property(anyJob(), (job) => {
        for (const { truth, windowUs, device } of simulate(job).ranks) {
          const kernels = device
            .filter((event) => event.kind === 'kernel')
            .reduce((sum, event) => sum + event.endUs - event.startUs, 0);
          expect(truthWithin(truth, ...windowUs).get('compute') ?? 0).toBeCloseTo(kernels, 5);
        }
      }),
      budget,
    );
  });

  it('ends every collective on all ranks together, after the last arrival', () => {
    fc.assert(
      fc.property(anyJob(), (job) => {
        const run = simulate(job);
        const of = (rank: SimulatedRank) =>
          rank.device.filter((event) => event.kind === 'collective').sort((a, b) => a.ordinal - b.ordinal);
        of(run.ranks[0]!).forEach((_, i) => {
          const meeting = run.ranks.map((rank) => of(rank)[i]!);
          expect(new Set(meeting.map((event) => event.endUs)).size).toBe(1);
          expect(meeting[0]!.allArrivedUs).toBe(Math.max(...meeting.map((event) => event.startUs)));
        });
      }),
      budget,
    );
  });

  it('is never slower with faster kernels', () => {
    fc.assert(
      fc.property(anyJob(), (any) => {
        const job = { ...any, warmupSteps: 0 };
        expect(lastEnd(fasterKernels(job))).toBeLessThanOrEqual(lastEnd(job) + tiny);
      }),
      budget,
    );
  });
});

it('names its truth in the class keys of the ledger', () => {
  const keys = CLASSES.map((row) => String(row.key));
  fc.assert(
    fc.property(anyJob(), (job) =>
      simulate(job).ranks.every((rank) => rank.truth.every((piece) => keys.includes(piece.class))),
    ),
  );
});

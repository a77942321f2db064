import { assert } from '../base/assert.ts';
import { item } from '../base/at.ts';
import { createDevice, type DeviceOp, type Meeting, settle } from './device.ts';
import { advance, endStep } from './execute.ts';
import { COMMUNICATION_STREAM, COMPUTE_STREAM, type Instruction, synchronize } from './instruction.ts';
import { type Job } from './job.ts';
import { type RankState } from './rank-state.ts';
import { type DeviceEvent, type SimulatedRank, type SimulatedRun, type StepMark } from './records.ts';
import { stepProgram } from './step-program.ts';
import { truthOf } from './truth.ts';

/**
 * Runs a job. Ranks advance in turn: a rank that waits for device work whose end depends on other ranks is taken up again
 * when they have got there. Every time follows from launch order, stream order, event waits and arrivals by max and plus, so the
 * order of the turns changes nothing. Same job, same run.
 */
export function simulate(job: Job): SimulatedRun {
  const states = run(job, true);
  const zeroUs = Math.min(...states.map((state) => item(state.steps, job.warmupSteps).startUs));
  return { job, ranks: states.map((state) => recorded(job, state, zeroUs)) };
}

/** The steps of each rank and nothing else, warm-up included, from the run's start on: several times faster, for long runs. */
export const simulateSteps = (job: Job): readonly (readonly StepMark[])[] => run(job, false).map(({ steps }) => steps);

function run(job: Job, keeps: boolean): readonly RankState[] {
  const states = Array.from({ length: job.ranks }, (_, rank) => createState(rank, keeps));
  const devices = states.map((state) => state.device);
  const meetings = new Map<string, Meeting>();
  const steps = job.warmupSteps + job.steps;
  const programs = programsOf(job, keeps);
  while (states.some((state) => !hasEnded(state, steps) || state.device.unresolved.length > 0)) {
    let moved = false;
    for (const state of states) moved = advanceSteps(state, job, programs, steps) || moved;
    moved = settle(devices, meetings) || moved;
    assert(moved, 'some rank of a simulated run can always go on');
  }
  states.forEach(endStep);
  return states;
}

const hasEnded = ({ next, program, step }: RankState, steps: number): boolean =>
  next === program.length && step === steps - 1;

/** Goes on, from step to step, until the rank ends or waits for another. Says whether it got further. */
function advanceSteps(state: RankState, job: Job, programs: Programs, steps: number): boolean {
  let moved = false;
  while (!hasEnded(state, steps)) {
    if (state.next === state.program.length) {
      state.program = programs(state.rank, state.step + 1);
      state.next = 0;
    }
    moved = advance(state, job) || moved;
    if (state.next < state.program.length) break;
  }
  return moved;
}

function createState(rank: number, keeps: boolean): RankState {
  return {
    rank,
    keeps,
    program: [],
    next: 0,
    nowUs: 0,
    thread: 'main',
    step: -1,
    stepStartUs: 0,
    externalId: 1,
    correlation: 1,
    pending: undefined,
    open: [],
    device: createDevice(),
    host: [],
    activity: [],
    batches: [],
    steps: [],
  };
}

type Programs = (rank: number, step: number) => readonly Instruction[];

/** What a rank does in a step. Where nothing but the steps is kept, spans are left out, and steps whose draws come back are made once. */
function programsOf(job: Job, keeps: boolean): Programs {
  const period = (job.repeatSteps ?? 0) * (job.collectives?.everySteps ?? 1);
  if (keeps || period === 0) return (rank, step) => program(job, rank, step);
  const made = new Map<number, readonly Instruction[]>();
  return (rank, step) => {
    if (step > 0 && step === job.warmupSteps) return program(job, rank, step);
    const key = rank * period + (step % period);
    let found = made.get(key);
    if (found === undefined) made.set(key, (found = stepProgram(job, rank, step % period).filter(takesTime)));
    return [{ kind: 'step', number: step }, ...found];
  };
}

const takesTime = ({ kind }: Instruction): boolean => kind !== 'step' && kind !== 'open' && kind !== 'close';

/** One step. Recording starts on an idle device: the warm-up ends with a wait for both streams. */
const program = (job: Job, rank: number, step: number): readonly Instruction[] => [
  ...(step > 0 && step === job.warmupSteps ? [synchronize(COMPUTE_STREAM), synchronize(COMMUNICATION_STREAM)] : []),
  ...stepProgram(job, rank, step),
];

/** What a profiler that starts after the warm-up sees, with the first recorded step of any rank at 0. */
function recorded(job: Job, state: RankState, zeroUs: number): SimulatedRank {
  const steps = state.steps
    .slice(job.warmupSteps)
    .map((step) => ({ ...step, startUs: step.startUs - zeroUs, endUs: step.endUs - zeroUs }));
  const host = state.host
    .filter((event) => event.step >= job.warmupSteps)
    .map((event) => ({ ...event, startUs: event.startUs - zeroUs, endUs: event.endUs - zeroUs }))
    .sort((a, b) => a.startUs - b.startUs || b.endUs - a.endUs || a.externalId - b.externalId);
  const device = state.device.ops
    .filter((op) => op.step >= job.warmupSteps)
    .map((op) => deviceEvent(op, zeroUs))
    .sort((a, b) => a.startUs - b.startUs || a.correlation - b.correlation);
  const activity = state.activity.map((one) => ({ ...one, startUs: one.startUs - zeroUs, endUs: one.endUs - zeroUs }));
  const startUs = item(steps, 0).startUs;
  const endUs = device.reduce((latest, event) => Math.max(latest, event.endUs), item(steps, steps.length - 1).endUs);
  const windowUs: readonly [number, number] = [startUs, endUs];
  return {
    rank: state.rank,
    steps,
    host,
    device,
    batches: state.batches,
    windowUs,
    truth: truthOf(device, activity, windowUs),
  };
}

const deviceEvent = (op: DeviceOp, zeroUs: number): DeviceEvent => ({
  kind: op.work.kind,
  name: op.work.name,
  stream: op.work.stream,
  startUs: op.startUs - zeroUs,
  endUs: op.endUs - zeroUs,
  step: op.step,
  correlation: op.correlation,
  externalId: op.externalId,
  launchUs: op.launchUs - zeroUs,
  bytes: op.work.bytes,
  direction: op.work.direction,
  ordinal: op.ordinal,
  allArrivedUs: op.allArrivedUs - zeroUs,
  ...(op.work.pair === undefined ? {} : { pair: op.work.pair }),
});

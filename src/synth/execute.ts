import { assert, assertNever } from '../base/assert.ts';
import { item } from '../base/at.ts';
import { type DeviceOp, enqueue, slotUs, waitForMark } from './device.ts';
import { type Call } from './instruction.ts';
import { type Job } from './job.ts';
import { takeBatch, waitParts } from './loader.ts';
import { LOADER_NAME } from './op-names.ts';
import { type RankState } from './rank-state.ts';
import { type Activity, type HostEvent, type SyncNote } from './records.ts';

/** Runs a rank's host until it ends or waits for device work whose end other ranks decide. Says whether it got further. */
export function advance(state: RankState, job: Job): boolean {
  const from = state.next;
  while (state.next < state.program.length && execute(state, job)) state.next++;
  return state.next > from;
}

/** One instruction; false where it must be tried again later. */
function execute(state: RankState, job: Job): boolean {
  const instruction = item(state.program, state.next);
  switch (instruction.kind) {
    case 'step':
      endStep(state);
      state.step = instruction.number;
      state.stepStartUs = state.nowUs;
      return true;
    case 'thread':
      state.thread = instruction.thread;
      return true;
    case 'open':
      state.open.push({ ...instruction, startUs: state.nowUs, externalId: state.externalId++, thread: state.thread });
      return true;
    case 'close':
      closeSpan(state);
      return true;
    case 'spend':
      work(state, state.nowUs + instruction.us, instruction.class, undefined);
      return true;
    case 'load':
      load(state, job);
      return true;
    case 'call':
      return call(state, job, instruction);
    default:
      return assertNever(instruction);
  }
}

/** Ends the step that is open, if any. */
export function endStep(state: RankState): void {
  if (state.step < 0) return;
  state.steps.push({ number: state.step, startUs: state.stepStartUs, endUs: state.nowUs });
}

function work(state: RankState, endUs: number, what: Activity['class'], part: Activity['part']): void {
  if (endUs <= state.nowUs) return;
  if (state.keeps) state.activity.push({ startUs: state.nowUs, endUs, class: what, part });
  state.nowUs = endUs;
}

function closeSpan(state: RankState): void {
  const span = state.open.pop();
  assert(span !== undefined, 'a simulated op closes what it opened');
  if (!state.keeps) return;
  record(state, { ...span, endUs: state.nowUs, correlation: -1, sync: undefined });
}

const record = (state: RankState, event: Omit<HostEvent, 'step'>): void => {
  state.host.push({ ...event, step: state.step });
};

function load(state: RankState, job: Job): void {
  const batch = takeBatch(job, state.rank, state.batches, state.nowUs);
  state.batches.push(batch);
  const name = batch.worker < 0 ? LOADER_NAME.single : LOADER_NAME.workers;
  state.open.push({
    name,
    category: 'user_annotation',
    startUs: state.nowUs,
    externalId: state.externalId++,
    sequence: -1,
    thread: state.thread,
  });
  for (const { untilUs, part } of waitParts(batch)) work(state, untilUs, 'data', part);
  closeSpan(state);
}

/**
 * A runtime call begins when the host gets there, and launches at once unless the launch queue is full. It returns after its own time, once the
 * queue has room and, where it is a blocking call, once what it waits for has ended.
 */
function call(state: RankState, job: Job, instruction: Call): boolean {
  state.pending ??= begin(state, job, instruction);
  if (state.pending === undefined) return false;
  const { startUs, awaited, correlation } = state.pending;
  if (awaited !== undefined && Number.isNaN(awaited.endUs)) return false;
  const returnUs = instruction.until !== 'nothing' && instruction.until !== 'work' ? job.host.syncReturnUs : 0;
  const ownEndUs = startUs + instruction.ownUs;
  const endUs = Math.max(ownEndUs, state.pending.slotUs, awaited?.endUs ?? 0) + returnUs;
  work(state, endUs, instruction.class, undefined);
  const around = state.open.at(-1);
  if (state.keeps)
    record(state, {
      thread: state.thread,
      name: instruction.name,
      category: 'cuda_runtime',
      startUs,
      endUs,
      externalId: around?.externalId ?? 0,
      correlation,
      sequence: -1,
      sync: state.pending.sync,
    });
  state.pending = undefined;
  return true;
}

/** Undefined where the launch queue is full and it is not known yet until when. */
function begin(state: RankState, job: Job, instruction: Call): RankState['pending'] {
  const slot = instruction.work === undefined ? 0 : slotUs(state.device, job.launchQueue);
  if (Number.isNaN(slot)) return undefined;
  const correlation = state.correlation++;
  const startUs = state.nowUs;
  const launched =
    instruction.work === undefined
      ? undefined
      : enqueue(state.device, {
          work: instruction.work,
          step: state.step,
          correlation,
          externalId: state.open.at(-1)?.externalId ?? 0,
          launchUs: startUs,
          readyUs: Math.max(startUs, slot) + job.host.latencyUs,
        });
  if (instruction.order?.kind === 'record') {
    state.device.marks.set(instruction.order.of, { op: state.device.last.get(instruction.order.of), correlation });
  }
  const awaited = awaitedBy(state, instruction, launched);
  return { startUs, slotUs: slot, correlation, awaited, sync: orderStreams(state, instruction) };
}

function awaitedBy(state: RankState, instruction: Call, launched: DeviceOp | undefined): DeviceOp | undefined {
  if (instruction.until === 'nothing') return undefined;
  if (instruction.until === 'work') return launched;
  return state.device.last.get(instruction.until.stream);
}

/** Carries out a stream's wait for a mark, and notes what an ordering or blocking call refers to. */
function orderStreams(state: RankState, instruction: Call): SyncNote | undefined {
  const { order, until } = instruction;
  if (order?.kind === 'wait') {
    const recordCorrelation = waitForMark(state.device, order.stream, order.of);
    return { kind: 'Stream Wait Event', stream: order.stream, waitOnStream: order.of, recordCorrelation };
  }
  if (until === 'nothing' || until === 'work') return undefined;
  return { kind: 'Stream Sync', stream: until.stream, waitOnStream: -1, recordCorrelation: -1 };
}

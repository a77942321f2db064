import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { isDeviceWork } from '../model/event-kind.ts';
import { EVENT_KINDS, type Lane, type Timeline } from '../model/timeline.ts';
import { classOfName, patternTable } from './classify-events.ts';
import { classCode } from './classes.ts';
import { type Ledger } from './ledger.ts';

/** The parts of a training step, in order. `input`: waiting for the batch. */
export const PHASES = ['input', 'forward', 'backward', 'optimizer'] as const;
export type PhaseKey = (typeof PHASES)[number];

/** Where a phase begins on the device, or on the host where there is none; it lasts to the next. Microseconds. */
export interface PhaseStart {
  readonly phase: PhaseKey;
  readonly us: number;
}

/** Nodes of PyTorch's autograd, and spans that people name so. */
const BACKWARD = /^autograd::engine::evaluate_function|^\w+Backward\d+$|^(?:## ?)?(?:loss\.)?backward\b/i;
const OPTIMIZER = /^Optimizer\.step#|^(?:## ?)?optimi[sz]er(?:[._ ]?step)?(?: ?##)?$/i;
const DATA = classCode('data');
const [NOT_ASKED, IS_OTHER, IS_BACKWARD, IS_OPTIMIZER, IS_INPUT] = [0, 1, 2, 3, 4] as const;

/**
 * The phases of each step of a rank, in time order; the first begins with the step. Backward begins with the first autograd node, the
 * optimizer with its step, forward where the loader call before them ends; on a device each with the first work launched from then on. A
 * step has only what is seen of it inside its window, at least one phase.
 */
export function phasesOf(timeline: Timeline, ledger: Ledger, rank: number): readonly (readonly PhaseStart[])[] {
  const owner = item(timeline.ranks, rank);
  const steps = timeline.steps.slice(owner.firstStep, owner.lastStep);
  const lanes = owner.lanes.map((lane) => item(timeline.lanes, lane));
  const host = lanes.filter((lane) => lane.kind === 'host' && lane.worker !== true);
  const starts = startsByName(timeline, host, ledger);
  const onHost = steps.map(({ start, end }) => hostPhases(starts, start, end));
  if (!owner.hasDevice) return onHost;
  const firsts = firstDeviceWork(
    timeline,
    lanes,
    Float64Array.from(onHost.flat(), ({ us }) => us),
  );
  let place = 0;
  return onHost.map((phases, k) => {
    const { end } = item(steps, k);
    let last = -Infinity;
    return phases.flatMap(({ phase, us }, index) => {
      const found = f64(firsts, place++);
      const begins = index === 0 ? us : found;
      if (begins <= last || begins >= end) return [];
      last = begins;
      return [{ phase, us: begins }];
    });
  });
}

interface Starts {
  readonly backward: Float64Array;
  readonly optimizer: Float64Array;
  /** Ends of loader calls, and their starts in the same order. */
  readonly inputStart: Float64Array;
  readonly inputEnd: Float64Array;
}

function startsByName({ events, strings }: Timeline, host: readonly Lane[], { patterns }: Ledger): Starts {
  const table = patternTable(patterns);
  const known = new Uint8Array(strings.length * EVENT_KINDS.length);
  const meaningOf = (name: number, kind: number): number => {
    const place = name * EVENT_KINDS.length + kind;
    const before = u8(known, place);
    if (before !== NOT_ASKED) return before;
    const text = item(strings, name);
    const isInput = (): boolean => classOfName(item(EVENT_KINDS, kind), text, table) === DATA;
    const found = BACKWARD.test(text)
      ? IS_BACKWARD
      : OPTIMIZER.test(text)
        ? IS_OPTIMIZER
        : isInput()
          ? IS_INPUT
          : IS_OTHER;
    known[place] = found;
    return found;
  };
  const backward: number[] = [];
  const optimizer: number[] = [];
  const input: (readonly [start: number, end: number])[] = [];
  for (const { first, count } of host) {
    for (let i = first; i < first + count; i++) {
      const meaning = meaningOf(u32(events.name, i), u8(events.kind, i));
      if (meaning === IS_BACKWARD) backward.push(f64(events.start, i));
      else if (meaning === IS_OPTIMIZER) optimizer.push(f64(events.start, i));
      else if (meaning === IS_INPUT) input.push([f64(events.start, i), f64(events.end, i)]);
    }
  }
  input.sort((a, b) => a[0] - b[0]);
  return {
    backward: Float64Array.from(backward).sort(),
    optimizer: Float64Array.from(optimizer).sort(),
    inputStart: Float64Array.from(input, ([start]) => start),
    inputEnd: Float64Array.from(input, ([, end]) => end),
  };
}

function hostPhases({ backward, optimizer, inputStart, inputEnd }: Starts, start: number, end: number): PhaseStart[] {
  const next = (times: Float64Array, from: number): number | undefined => {
    const us = times[lowerBound(times, from)];
    return us !== undefined && us < end ? us : undefined;
  };
  const back = next(backward, start);
  const update = next(optimizer, back ?? start);
  const worked = back ?? update ?? end;
  let fed: number | undefined;
  for (let i = lowerBound(inputStart, start); i < lowerBound(inputStart, worked); i++) {
    const done = f64(inputEnd, i);
    if (done < worked) fed = Math.max(fed ?? 0, done);
  }
  return [
    ...(fed === undefined ? [] : [{ phase: 'input' as const, us: start }]),
    { phase: 'forward', us: fed ?? start },
    ...(back === undefined ? [] : [{ phase: 'backward' as const, us: back }]),
    ...(update === undefined ? [] : [{ phase: 'optimizer' as const, us: update }]),
  ];
}

/** For each instant of an ascending list the first start of device work launched from then on and before the next; Infinity where there is none. */
function firstDeviceWork(timeline: Timeline, lanes: readonly Lane[], instants: Float64Array): Float64Array {
  const { events } = timeline;
  const firsts = new Float64Array(instants.length).fill(Infinity);
  for (const { kind, first, count } of lanes) {
    if (kind !== 'device') continue;
    for (let i = first; i < first + count; i++) {
      const launcher = i32(events.launcher, i);
      if (launcher < 0 || !isDeviceWork(u8(events.kind, i))) continue;
      const place = upperBound(instants, f64(events.start, launcher)) - 1;
      if (place >= 0) firsts[place] = Math.min(f64(firsts, place), f64(events.start, i));
    }
  }
  return firsts;
}

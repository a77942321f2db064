import { at, u8 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { usualMask, usualSteps } from '../model/find-steps-odd.ts';
import { type Step } from '../model/timeline.ts';
import { CLASS_COUNT, type ClassKey, classCode } from './classes.ts';
import { type RankLedger, type RankSummary } from './ledger.ts';
import { SUBCLASS_COUNT, subclassCode, type SubclassKey } from './subclasses.ts';

/** Means over the usual steps, so that the classes add up to `meanStepUs`; all 0 where there are no steps. Odd steps do not count. */
export function summarise(steps: readonly Step[], ledger: RankLedger): RankSummary {
  const usual = usualMask(steps);
  const durations = usualSteps(steps).map((step) => step.end - step.start);
  const count = durations.length;
  const mean = (key: ClassKey): number => {
    let sum = 0;
    for (let s = 0; s < steps.length; s++) {
      if (u8(usual, s) === 1) sum += at(ledger.perStep, s * CLASS_COUNT + classCode(key));
    }
    return count > 0 ? sum / count : 0;
  };
  return {
    rank: ledger.rank,
    steps: steps.length,
    oddSteps: steps.length - count,
    medianStepUs: count > 0 ? median(durations) : 0,
    meanStepUs: count > 0 ? durations.reduce((sum, duration) => sum + duration, 0) / count : 0,
    minStepUs: durations.reduce((least, duration) => Math.min(least, duration), count > 0 ? Infinity : 0),
    maxStepUs: durations.reduce((most, duration) => Math.max(most, duration), 0),
    classes: perClass(mean),
    subclasses: perSubclass((key) => {
      let sum = 0;
      for (let s = 0; s < steps.length; s++) {
        if (u8(usual, s) === 1) sum += at(ledger.perStepSub, s * SUBCLASS_COUNT + subclassCode(key));
      }
      return count > 0 ? sum / count : 0;
    }),
  };
}

/** One value a part; a part added to the table does not compile until it is added here. */
export function perSubclass<T>(value: (key: SubclassKey) => T): Readonly<Record<SubclassKey, T>> {
  return {
    none: value('none'),
    htod: value('htod'),
    dtoh: value('dtoh'),
    dtod: value('dtod'),
    peer: value('peer'),
    set: value('set'),
    copyother: value('copyother'),
    interconnect: value('interconnect'),
    network: value('network'),
    waiting: value('waiting'),
    transferinterconnect: value('transferinterconnect'),
    transfernetwork: value('transfernetwork'),
    transfer: value('transfer'),
    scopeunknown: value('scopeunknown'),
    fetch: value('fetch'),
    prep: value('prep'),
    fetchorprep: value('fetchorprep'),
  };
}

/** One value a class. Written out so that a class added to the table does not compile until it is added here. */
export function perClass<T>(value: (key: ClassKey) => T): Readonly<Record<ClassKey, T>> {
  return {
    compute: value('compute'),
    communication: value('communication'),
    copy: value('copy'),
    queue: value('queue'),
    data: value('data'),
    hostcomm: value('hostcomm'),
    checkpoint: value('checkpoint'),
    compile: value('compile'),
    allocator: value('allocator'),
    gc: value('gc'),
    sync: value('sync'),
    profiler: value('profiler'),
    launch: value('launch'),
    host: value('host'),
    unknown: value('unknown'),
  };
}

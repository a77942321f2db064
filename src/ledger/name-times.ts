import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { isDeviceWork } from '../model/event-kind.ts';
import { EVENT_KINDS, kindCode, type Lane } from '../model/timeline.ts';
import { stepsOf } from './build-ledger.ts';
import { comparedSteps, type RunSide } from './compare.ts';

/** What the times of names are taken of: work on the device, whole; or calls on the host, less the calls inside them. */
export type NamedWork = 'device' | 'host';

/** A name in both runs, each a step, mean over the steps that are compared. A count of 0: it is new, or gone. */
export interface NameDelta {
  readonly name: string;
  readonly beforeUs: number;
  readonly afterUs: number;
  readonly deltaUs: number;
  readonly beforeCount: number;
  readonly afterCount: number;
}

/** Names by how much their time a step changed, largest first, whichever its sign. What runs at once counts each: they do not add up to the step. */
export function compareNames(before: RunSide, after: RunSide, work: NamedWork): readonly NameDelta[] {
  const left = namesOf(before, work);
  const right = namesOf(after, work);
  const rows = [...new Set([...left.keys(), ...right.keys()])].map((name) => {
    const [beforeUs = 0, beforeCount = 0] = left.get(name) ?? [];
    const [afterUs = 0, afterCount = 0] = right.get(name) ?? [];
    return { name, beforeUs, afterUs, deltaUs: afterUs - beforeUs, beforeCount, afterCount };
  });
  return rows.sort((a, b) => Math.abs(b.deltaUs) - Math.abs(a.deltaUs));
}

const HOST_KINDS = (['hostOp', 'annotation', 'python', 'runtime', 'other'] as const).map(kindCode);
const isWanted: Readonly<Record<NamedWork, (kind: number) => boolean>> = {
  device: isDeviceWork,
  host: (kind) => HOST_KINDS.includes(kind),
};

/** Time and count a step by name, of what starts inside the steps. */
function namesOf(side: RunSide, work: NamedWork): ReadonlyMap<string, readonly [us: number, count: number]> {
  const { timeline, rank } = side;
  const { events, strings } = timeline;
  const us = new Float64Array(strings.length);
  const count = new Uint32Array(strings.length);
  const positions = comparedSteps(side);
  const steps = stepsOf(timeline, rank);
  const markers = new Set(steps.map(({ event }) => event));
  const wanted = Uint8Array.from(EVENT_KINDS, (_, kind) => (isWanted[work](kind) ? 1 : 0));
  const lanes = item(timeline.ranks, rank)
    .lanes.map((lane): Lane => item(timeline.lanes, lane))
    .filter((lane) => lane.kind === work && lane.worker !== true);
  for (const { first, count: length } of lanes) {
    for (const position of positions) {
      const step = item(steps, position);
      const last = lowerBound(events.start, step.end, first, first + length);
      for (let i = lowerBound(events.start, step.start, first, first + length); i < last; i++) {
        if (u8(wanted, u8(events.kind, i)) === 0 || markers.has(i)) continue;
        const name = u32(events.name, i);
        const duration = f64(events.end, i) - f64(events.start, i);
        us[name] = f64(us, name) + duration;
        count[name] = u32(count, name) + 1;
        const parent = work === 'host' ? i32(events.parent, i) : -1;
        if (parent < 0 || markers.has(parent) || f64(events.start, parent) < step.start) continue;
        const outer = u32(events.name, parent);
        us[outer] = f64(us, outer) - duration;
      }
    }
  }
  const found = new Map<string, readonly [number, number]>();
  count.forEach((times, name) => {
    if (times > 0)
      found.set(item(strings, name), [Math.max(0, f64(us, name)) / positions.length, times / positions.length]);
  });
  return found;
}

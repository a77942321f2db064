import { f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { KIND } from './event-kind.ts';
import { namePattern } from '../base/name-pattern.ts';
import { findSteps, stepNames } from './find-steps.ts';
import { threadOf } from './lane-text.ts';
import { hostDevices, hostOf } from './host-facts.ts';
import { deviceNames, type RankClaim } from './rank-numbers.ts';
import { type Run, type RunFile } from './run-columns.ts';
import { type Lane, type Rank, type Step } from './timeline.ts';
import { tellWorkAfter, type WorkAfter, workAfterSteps } from './work-after-steps.ts';

/** One rank a file, ascending by number, with its steps and its main thread. `fileOfRank[r]` is the file of rank index r. */
export function buildRanks(
  run: Run,
  claims: readonly RankClaim[],
  fileOfRank: readonly number[],
  launcher: Int32Array,
  userPattern?: string,
): { readonly ranks: readonly Rank[]; readonly steps: readonly Step[]; readonly diagnostics: readonly Diagnostic[] } {
  const names = stepNames(run.events, run.strings, userPattern === undefined ? undefined : namePattern(userPattern));
  const launches = new Uint32Array(run.lanes.length);
  for (let i = 0; i < launcher.length; i++) {
    const call = i32(launcher, i);
    if (call >= 0) launches[u16(run.events.lane, call)] = u32(launches, u16(run.events.lane, call)) + 1;
  }
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  const after: WorkAfter[] = [];
  const ranks = fileOfRank.map((fileIndex, rankIndex): Rank => {
    const file = item(run.files, fileIndex);
    const claim = item(claims, fileIndex);
    const lanes = lanesOf(file);
    const stepLines = stepLinesOf(file, run.lanes, lanes);
    const found = findSteps({
      rank: rankIndex,
      events: run.events,
      lanes: run.lanes,
      laneIndexes: lanes,
      strings: run.strings,
      names,
      stepLines,
      formatSteps: file.formatSteps,
      userPattern,
    });
    const firstStep = steps.length;
    steps.push(...found.steps);
    diagnostics.push(...(found.diagnostics ?? []));
    const hosts = lanes.filter((index) => item(run.lanes, index).kind === 'host' && !stepLines.has(index));
    const mainLane = found.lane >= 0 ? found.lane : busiest(run, hosts, launches);
    const devices = lanes.map((index) => item(run.lanes, index)).filter((lane) => lane.kind === 'device');
    const left = workAfterSteps(run.events, devices, found.way, found.steps);
    if (left !== undefined) after.push(left);
    return {
      rank: claim.rank,
      ...(claim.from !== undefined && { rankFrom: claim.from }),
      worldSize: claim.worldSize,
      label: `Rank ${claim.rank}`,
      file: fileIndex,
      device: deviceNames(file.scan.header, new Set(devices.map((lane) => lane.device))),
      host: hostOf(file.scan),
      hostDevices: hostDevices(file.scan.header),
      lanes: [
        ...(mainLane < 0 ? lanes : [mainLane, ...lanes.filter((index) => index !== mainLane)]),
        ...file.workers.flatMap((worker) => lanesOf(item(run.files, worker))),
      ],
      mainLane,
      hasDevice: devices.length > 0,
      firstStep,
      lastStep: steps.length,
      stepsWay: found.way,
      stepsFrom: found.from,
    };
  });
  return { ranks, steps, diagnostics: [...diagnostics, ...tellWorkAfter(after)] };
}

const lanesOf = ({ firstLane, lastLane }: RunFile): number[] =>
  Array.from({ length: lastLane - firstLane }, (_, i) => firstLane + i);

/** Lanes whose thread the profiler named `Steps`, as TensorFlow and XLA do for each device. */
function stepLinesOf(file: RunFile, lanes: readonly Lane[], indexes: readonly number[]): ReadonlySet<number> {
  const named = new Set(
    file.scan.trackLabels
      .filter(({ kind, value }) => kind === 'thread_name' && value === 'Steps')
      .map(({ process, thread }) => threadOf(process, thread)),
  );
  return new Set(
    indexes.filter((index) => {
      const { process, thread } = item(lanes, index);
      return named.has(threadOf(process, thread));
    }),
  );
}

/** The thread that launches most; where none launches, the one with most time in ops (in files without ops: in anything). */
function busiest(run: Run, hosts: readonly number[], launches: Uint32Array): number {
  const byLaunches = best(hosts, (lane) => u32(launches, lane));
  if (byLaunches >= 0) return byLaunches;
  const byOps = best(hosts, (lane) => timeIn(run, lane, (kind) => kind === KIND.hostOp));
  return byOps >= 0 ? byOps : best(hosts, (lane) => 1 + timeIn(run, lane, () => true));
}

function best(hosts: readonly number[], score: (lane: number) => number): number {
  let found = -1;
  let most = 0;
  for (const lane of hosts) {
    const value = score(lane);
    if (value > most) {
      most = value;
      found = lane;
    }
  }
  return found;
}

/** Microseconds of the wanted kinds on a lane; nested events of them count once. */
function timeIn({ events, lanes }: Run, laneIndex: number, wanted: (kind: number) => boolean): number {
  const { first, count } = item(lanes, laneIndex);
  let until = -Infinity;
  let sum = 0;
  for (let i = first; i < first + count; i++) {
    if (!wanted(u8(events.kind, i)) || u8(events.far, i) === 1) continue;
    sum += Math.max(0, f64(events.end, i) - Math.max(until, f64(events.start, i)));
    until = Math.max(until, f64(events.end, i));
  }
  return sum;
}

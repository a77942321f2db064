import { at, item, u16, u32 } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { type Diagnostic } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { giveBack } from '../base/give-back.ts';
import { say } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { assignLanes, type AssignedLanes } from './assign-lanes.ts';
import { buildColumns } from './build-columns.ts';
import { buildRanks } from './build-ranks.ts';
import { alignClocks } from './clock.ts';
import { findInstants } from './find-instants.ts';
import { findLaunchers } from './find-launchers.ts';
import { findLinks } from './find-links.ts';
import { extentOf } from './find-steps-pick.ts';
import { keyOf, labelOf, trackNames } from './lane-text.ts';
import { mergeExtras } from './merge-extras.ts';
import { mergeStrings } from './merge-strings.ts';
import { numberLanes, type NumberedLane } from './number-lanes.ts';
import { tellWindows } from './process-windows.ts';
import { rankNumbers } from './rank-numbers.ts';
import { formatSteps } from './format-steps.ts';
import { filesOfParts, splitRanks } from './split-ranks.ts';
import { type Run, type RunFile } from './run-columns.ts';
import { findWorkerFiles, isWorker, ownerFile, placesOf, workersOf } from './worker-files.ts';
import { syncExtras, syncNumbers } from './sync-extras.ts';
import { type Lane, type Timeline, type TraceFile } from './timeline.ts';

/** What the user says about the run. */
export interface TimelineOptions {
  /** Names of events that each begin a step (base/name-pattern.ts says how it is read). */
  readonly stepPattern?: string | undefined;
  /** The rank of each file that does not say its own, in the order of the files. */
  readonly rankNumbers?: readonly number[] | undefined;
}

/**
 * One run from the scans of its files, one file a rank: events of all files on one clock, sorted and nested by lane, with launches,
 * links and steps. Fails with `no-events` where the files hold no complete event. Odd input is kept, counted and told in `diagnostics`.
 * With `release`, the scans are used up: each column goes there as soon as nobody here needs it any more, so that few are held twice.
 */
export function buildTimeline(
  read: readonly Scan[],
  options: TimelineOptions = {},
  release?: (column: ArrayBufferView) => void,
): Result<Timeline> {
  if (read.every(({ events }) => events.length === 0)) {
    const userMessage =
      read.length > 1 ? say`None of these files holds a timed event.` : say`This file holds no timed event.`;
    return fail({
      code: 'no-events',
      userMessage,
      hint: say`Record at least one step with the profiler, and drop that file.`,
    });
  }
  const { parts: scans, fileOf: fileOfPart, diagnostics: splitNotes } = splitRanks(read);
  const { clocks, diagnostics: clockNotes } = alignClocks(scans);
  const { mainOf, diagnostics: workerNotes } = findWorkerFiles(scans, clocks);
  const mains = scans.flatMap((_, file) => (isWorker(mainOf, file) ? [] : [file]));
  const numbers = rankNumbers(
    mains.map((file) => item(scans, file)),
    options.rankNumbers,
  );
  const windows = tellWindows(
    mains.map((file) => item(scans, file)),
    mains.map((file) => item(clocks, file)),
    options.rankNumbers,
  );
  const claims = scans.map((_, file) => item(numbers.claims, mains.indexOf(ownerFile(mainOf, file))));
  const fileOfRank = [...mains].sort((a, b) => item(claims, a).rank - item(claims, b).rank);
  const rankOfFile = claims.map((_, file) => fileOfRank.indexOf(ownerFile(mainOf, file)));
  const merged = mergeStrings(scans);
  const assigned = scans.map(assignLanes);
  const numbered = numberLanes(assigned, placesOf(rankOfFile, mainOf));
  const trackLanes = assigned.map((lanes, file) => lanesOfTracks(lanes, item(numbered.numbers, file)));
  const syncs = syncNumbers(scans);
  for (const { events } of release === undefined ? [] : scans)
    for (const column of [events.category, events.track, events.stream, events.device]) release?.(column);
  const built = buildColumns(scans, assigned, numbered.numbers, numbered.lanes, clocks, merged, release);

  const unlabelled = numbered.lanes.map(({ file, seed }, index): Lane => {
    const { process, thread, device, stream, kind } = seed;
    const first = u32(built.first, index);
    const count = u32(built.first, index + 1) - first;
    const key = keyOf(seed, item(claims, file).rank, isWorker(mainOf, file) ? file : undefined);
    return {
      key,
      rank: item(rankOfFile, file),
      kind,
      ...(isWorker(mainOf, file) && { worker: true as const }),
      ...(seed.group === 'async' && { isAsync: true as const }),
      label: '',
      process,
      thread,
      device,
      stream,
      first,
      count,
      rows: u16(built.rows, index),
    };
  });
  const files = scans.map((scan, file): RunFile => {
    const { shiftNs, resolutionUs } = item(clocks, file);
    return {
      scan,
      shiftNs,
      resolutionUs,
      ...laneRange(numbered.lanes, file),
      workers: workersOf(mainOf, file),
      ...item(trackLanes, file),
      formatSteps: formatSteps(scan.hints?.steps, item(built.placeOf, file)),
    };
  });
  const { added, strings } = syncExtras(merged, syncs, built.placeOf);
  const extras = mergeExtras(scans, merged, built.placeOf, added);
  const run: Run = { events: built.columns, lanes: unlabelled, files, strings: merged.strings };
  const { launcher, diagnostics: launchNotes } = findLaunchers(run);
  const { ranks, steps, diagnostics: stepNotes } = buildRanks(run, claims, fileOfRank, launcher, options.stepPattern);
  const mainLanes = ranks.map((rank) => rank.mainLane);
  const lanes = labelLanes(unlabelled, numbered.lanes, scans, mainLanes);
  const [start, end] = extentOf(
    built.columns,
    lanes,
    lanes.map((_, index) => index),
  );
  const { length, name, kind, lane, row, parent, file, offset, byteLength } = built.columns;
  const events = {
    length,
    start: built.columns.start,
    end: built.columns.end,
    name,
    kind,
    lane,
    row,
    launcher,
    parent,
    file: filesOfParts(file, fileOfPart),
    offset,
    byteLength,
  };
  const links = findLinks(run);
  for (const places of built.placeOf) giveBack(places.buffer);
  giveBack(built.columns.correlation.buffer);
  giveBack(built.columns.far.buffer);
  return ok(
    Object.freeze({
      files: read.map(fileOf),
      format: [...new Set(read.map((scan) => scan.format))].join(', '),
      window: { start: micros(start), end: micros(end) },
      ranks: ranks.map((rank) => ({
        ...rank,
        file: item(fileOfPart, rank.file),
        ...(windows && { isWindow: true as const }),
      })),
      lanes,
      steps,
      strings,
      events,
      links,
      extras,
      instants: findInstants(files, merged, { start, end }),
      diagnostics: [
        ...carried(read),
        ...splitNotes,
        ...(windows === undefined ? numbers.diagnostics : [windows]),
        ...workerNotes,
        ...clockNotes,
        ...numbered.diagnostics,
        ...built.diagnostics,
        ...launchNotes,
        ...stepNotes,
      ],
    }),
  );
}

const fileOf = ({ file, format, events }: Scan): TraceFile => ({ ...file, format, events: events.length });

/** What the scanner met, with the file's name where there are several. */
function carried(scans: readonly Scan[]): Diagnostic[] {
  if (scans.length < 2) return scans.flatMap(({ diagnostics }) => diagnostics);
  return scans.flatMap(({ file, diagnostics }) =>
    diagnostics.map((note) => ({ ...note, message: say`${file.name}: ${note.message}` })),
  );
}

/** Lanes of a file stand side by side, because lanes are sorted by rank. */
function laneRange(
  lanes: readonly NumberedLane[],
  file: number,
): { readonly firstLane: number; readonly lastLane: number } {
  const firstLane = lanes.findIndex((lane) => lane.file === file);
  const lastLane = lanes.findLastIndex((lane) => lane.file === file) + 1;
  return firstLane < 0 ? { firstLane: 0, lastLane: 0 } : { firstLane, lastLane };
}

/** Where flow arrows and instants on a track stand: at its host lane, at the lane of its device work, or at its notes. */
function lanesOfTracks(
  { hostLane, deviceLane, noteLane }: AssignedLanes,
  numbers: Uint32Array,
): Pick<RunFile, 'hostLaneOf' | 'deviceLaneOf' | 'noteLaneOf'> {
  const numbered = (seeds: Int32Array): Int32Array => seeds.map((seed) => (seed < 0 ? -1 : u32(numbers, seed)));
  return { hostLaneOf: numbered(hostLane), deviceLaneOf: numbered(deviceLane), noteLaneOf: numbered(noteLane) };
}

/** The thread of each rank that leads it is called main; threads of other processes than its own say which. */
function labelLanes(
  lanes: readonly Lane[],
  numbered: readonly NumberedLane[],
  scans: readonly Scan[],
  mainLanes: readonly number[],
): Lane[] {
  const names = scans.map((scan) => trackNames(scan.trackLabels));
  return lanes.map((lane, index) => {
    const { file, seed } = item(numbered, index);
    const mainLane = at(mainLanes, lane.rank);
    const foreign = (seed.kind === 'host' || seed.group === 'async') && lanes[mainLane]?.process !== seed.process;
    return { ...lane, label: labelOf(seed, item(names, file), { main: mainLane === index, foreign }) };
  });
}

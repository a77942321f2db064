import { at, item } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { type Activity, type DeviceEvent, type TruthPart, type TruthPiece } from './records.ts';

/**
 * What the device did in each microsecond of [startUs, endUs), or what kept it idle. Compute hides communication,
 * communication hides copies. Idle time before device work K: after K's launch began it is `queue`;
 * before that, whatever the host was doing. The pieces tile the window.
 */
export function truthOf(
  device: readonly DeviceEvent[],
  activity: readonly Activity[],
  [startUs, endUs]: readonly [number, number],
): readonly TruthPiece[] {
  const pieces: TruthPiece[] = [];
  const cuts = cutsOf(device, startUs, endUs);
  const running: DeviceEvent[] = [];
  let next = 0;
  let nextActivity = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const from = at(cuts, i);
    const to = at(cuts, i + 1);
    for (; next < device.length && item(device, next).startUs <= from; next++) running.push(item(device, next));
    for (let r = running.length - 1; r >= 0; r--) if (item(running, r).endUs <= from) running.splice(r, 1);
    const busy = busyPiece(running, from);
    if (busy !== undefined) {
      add(pieces, from, to, busy.class, busy.part);
      continue;
    }
    const launchUs = device[next]?.launchUs ?? Number.POSITIVE_INFINITY;
    const hostUntil = Math.min(to, Math.max(from, launchUs));
    nextActivity = addHost(pieces, activity, nextActivity, from, hostUntil);
    add(pieces, hostUntil, to, 'queue', undefined);
  }
  return pieces;
}

/** Times at which what the device runs may change, ascending, without repeats. */
function cutsOf(device: readonly DeviceEvent[], startUs: number, endUs: number): Float64Array {
  const times = [startUs, endUs];
  for (const event of device)
    times.push(event.startUs, event.endUs, ...(event.kind === 'collective' ? [event.allArrivedUs] : []));
  return Float64Array.from([...new Set(times.filter((time) => time >= startUs && time <= endUs))]).sort();
}

function busyPiece(running: readonly DeviceEvent[], from: number): Pick<TruthPiece, 'class' | 'part'> | undefined {
  if (running.some((event) => event.kind === 'kernel')) return { class: 'compute', part: undefined };
  const collective = running.find((event) => event.kind === 'collective');
  if (collective !== undefined)
    return { class: 'communication', part: from < collective.allArrivedUs ? 'waiting' : 'transfer' };
  const copy = running[0];
  return copy === undefined ? undefined : { class: 'copy', part: copy.direction };
}

/** Pieces of the host's activity within [from, to); time in none of them is untraced. Gives where to go on. */
function addHost(pieces: TruthPiece[], activity: readonly Activity[], first: number, from: number, to: number): number {
  let index = first;
  while (index < activity.length && item(activity, index).endUs <= from) index++;
  let now = from;
  for (let i = index; now < to && i < activity.length; i++) {
    const { startUs, endUs, class: what, part } = item(activity, i);
    if (startUs >= to) break;
    add(pieces, now, startUs, 'host', undefined);
    add(pieces, Math.max(now, startUs), Math.min(to, endUs), what, part);
    now = Math.max(now, Math.min(to, endUs));
  }
  add(pieces, now, to, 'host', undefined);
  return index;
}

/** Adds a piece; joins it to the last where it goes on with the same. */
function add(
  pieces: TruthPiece[],
  startUs: number,
  endUs: number,
  what: TruthPiece['class'],
  part: TruthPart | undefined,
): void {
  if (endUs <= startUs) return;
  const last = pieces.at(-1);
  if (last !== undefined && last.endUs === startUs && last.class === what && last.part === part) {
    pieces[pieces.length - 1] = { ...last, endUs };
  } else pieces.push({ startUs, endUs, class: what, part });
}

/** Microseconds of each class within [startUs, endUs). */
export function truthWithin(
  truth: readonly TruthPiece[],
  startUs: number,
  endUs: number,
): ReadonlyMap<TruthPiece['class'], number> {
  const totals = new Map<TruthPiece['class'], number>();
  const starts = truth.map((piece) => piece.startUs);
  for (let i = Math.max(0, upperBound(starts, startUs) - 1); i < truth.length && item(truth, i).startUs < endUs; i++) {
    const piece = item(truth, i);
    const us = Math.min(endUs, piece.endUs) - Math.max(startUs, piece.startUs);
    if (us > 0) totals.set(piece.class, (totals.get(piece.class) ?? 0) + us);
  }
  return totals;
}

import { f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { formatBytes, formatMicros } from '../base/format.ts';
import { type Said, say, type Words } from '../base/say.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { COLLECTIVE_KINDS } from '../ledger/ranks/collective-kinds.ts';
import { type Scope, SCOPES } from '../ledger/ranks/hosts.ts';
import { type RunRanks } from '../ledger/ranks/run-ranks.ts';
import { type SplitCollectives } from '../ledger/ranks/split-collectives.ts';
import { memo } from './memo.ts';

/** What matching the ranks tells of one collective, as one rank saw it. */
export interface CollectiveFacts {
  readonly rows: readonly { readonly label: Said; readonly text: Words }[];
  /** Events of the same collective on other ranks that matter: the one it waited for, or those that waited for it. */
  readonly peers: readonly { readonly role: Said; readonly event: number }[];
}

const gbps = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)}\u202fGB/s`;
const TEXT = {
  collective: say`Collective`,
  waiting: say`Waiting`,
  transfer: say`Transfer`,
  bandwidth: say`Bus bandwidth`,
  through: say`Through`,
  noWaiting: say`none: the last to arrive`,
  noWait: say`none`,
  waitedFor: (time: string, who: string): Said => say`${time} for ${who}`,
  kind: (kind: string, size: number, bytes: number, group: string): Said => {
    const ranks = say`${kind} of ${size} ranks`;
    const sized = Number.isNaN(bytes) ? ranks : say`${ranks}, ${formatBytes(bytes)}`;
    return group === '' ? sized : say`${sized}, group ${group}`;
  },
  gbps: (bus: number, algorithm: number): Said => say`${gbps(bus)} (algorithm ${gbps(algorithm)})`,
  noSize: say`not known: the trace gives no message size`,
  noFactor: say`not defined for this kind`,
  scope: {
    unknown: say`not known: say how many GPUs a host has`,
    interconnect: say`interconnect`,
    network: say`network`,
  } satisfies Record<Scope, Said>,
  peerRole: (who: string): Said => say`Waited for ${who}`,
  waiter: (who: string, time: string): Said => say`${who} waited ${time}`,
};
const MOST_WAITERS = 3;

/** undefined where the event is no matched collective of a run of several ranks. `event`: index into `Timeline.events`. */
export const collectiveOf = memo((opened: OpenedTrace, event: number): CollectiveFacts | undefined => {
  const { timeline, runRanks } = opened;
  if (runRanks?.split === undefined || event < 0) return undefined;
  const rank = item(timeline.lanes, u16(timeline.events.lane, event)).rank;
  const found = memberOf(runRanks, rank, event);
  return found === undefined ? undefined : factsOf(opened, runRanks, runRanks.split, found.member, found.match);
});

function memberOf({ alignment, members }: RunRanks, rank: number, event: number) {
  for (let i = u32(members.first, rank); i < u32(members.first, rank + 1); i++) {
    const member = u32(members.member, i);
    if (u32(alignment.matches.event, member) === event) return { member, match: u32(members.match, i) };
  }
  return undefined;
}

function factsOf(
  { timeline }: OpenedTrace,
  { alignment: { matches } }: RunRanks,
  split: SplitCollectives,
  member: number,
  match: number,
): CollectiveFacts | undefined {
  if (i32(split.lastArriver, match) < 0) return undefined;
  const nameOf = (rank: number): string => item(timeline.ranks, rank).label.toLowerCase();
  const first = u32(matches.first, match);
  const last = u32(matches.first, match + 1);
  const group = item(matches.groups, u32(matches.group, match));
  const kind = item(COLLECTIVE_KINDS, u8(matches.kind, match));
  const bytes = f64(matches.bytes, match);
  const bus = f64(split.busGBps, match);
  const peer = i32(split.waitsFor, member);
  const waiting = f64(split.waitingUs, member);
  const own = u16(matches.rank, member);
  const rows = [
    { label: TEXT.collective, text: TEXT.kind(kind.label, group.size ?? last - first, bytes, group.name) },
    {
      label: TEXT.waiting,
      text:
        peer >= 0
          ? TEXT.waitedFor(formatMicros(waiting), nameOf(peer))
          : i32(split.lastArriver, match) === own
            ? TEXT.noWaiting
            : TEXT.noWait,
    },
    { label: TEXT.transfer, text: formatMicros(f64(split.transferUs, member)) },
    {
      label: TEXT.bandwidth,
      text: Number.isFinite(bus)
        ? TEXT.gbps(bus, f64(split.algorithmGBps, match))
        : Number.isNaN(bytes)
          ? TEXT.noSize
          : TEXT.noFactor,
    },
    { label: TEXT.through, text: TEXT.scope[item(SCOPES, u8(split.scope, match))] },
  ];
  const others = Array.from({ length: last - first }, (_, k) => first + k).filter((k) => k !== member);
  const peers =
    peer >= 0
      ? others
          .filter((k) => u16(matches.rank, k) === peer)
          .map((k) => ({ role: TEXT.peerRole(nameOf(peer)), event: u32(matches.event, k) }))
      : others
          .filter((k) => i32(split.waitsFor, k) === own)
          .sort((a, b) => f64(split.waitingUs, b) - f64(split.waitingUs, a))
          .slice(0, MOST_WAITERS)
          .map((k) => ({
            role: TEXT.waiter(nameOf(u16(matches.rank, k)), formatMicros(f64(split.waitingUs, k))),
            event: u32(matches.event, k),
          }));
  return { rows, peers };
}

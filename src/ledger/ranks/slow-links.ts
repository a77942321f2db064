import { f64, i32, item, u16, u32, u8 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';

/** Ranks that exchange messages of one kind and size more slowly than others do. */
export interface SlowLink {
  /** Indexes into `Timeline.ranks`. */
  readonly ranks: readonly number[];
  readonly kind: number;
  /** Median message size. */
  readonly bytes: number;
  readonly scope: number;
  readonly collectives: number;
  /** Median bus bandwidth here, and of the other links with messages like these. */
  readonly busGBps: number;
  readonly othersGBps: number;
  /** How many other links it was compared with. */
  readonly others: number;
}

/** A link is slow below this share of the others' median... */
const SLOW = 0.8;
/** ...and as many spreads below. */
const SPREADS = 3;
const LEAST_LINKS = 3;
const MAD_TO_SIGMA = 1.4826;

interface Link {
  readonly ranks: readonly number[];
  readonly gbps: number[];
  readonly bytes: number[];
}

/**
 * Bus bandwidth by pair or group of ranks, compared among those with the same kind, group size, scope and message size (by powers of two).
 * Needs at least three links alike; slowest first.
 */
export function findSlowLinks(matches: CollectiveMatches, split: SplitCollectives): readonly SlowLink[] {
  const alike = new Map<string, Map<string, Link>>();
  for (let m = 0; m < matches.length; m++) {
    const gbps = f64(split.busGBps, m);
    if (i32(split.lastArriver, m) < 0 || !(gbps > 0)) continue;
    const first = u32(matches.first, m);
    const last = u32(matches.first, m + 1);
    const bytes = f64(matches.bytes, m);
    const sort = `${u8(matches.kind, m)} ${last - first} ${u8(split.scope, m)} ${Math.round(Math.log2(bytes))}`;
    let links = alike.get(sort);
    if (links === undefined) alike.set(sort, (links = new Map()));
    const pair = last - first <= 2;
    const who = pair ? `${u16(matches.rank, first)}-${u16(matches.rank, last - 1)}` : `group ${u32(matches.group, m)}`;
    let link = links.get(who);
    if (link === undefined)
      links.set(who, (link = { ranks: [...matches.rank.subarray(first, last)], gbps: [], bytes: [] }));
    link.gbps.push(gbps);
    link.bytes.push(bytes);
  }
  const slow: SlowLink[] = [];
  for (const [sort, links] of alike) {
    if (links.size < LEAST_LINKS) continue;
    const [kind = 0, , scope = 0] = sort.split(' ').map(Number);
    slow.push(...slowOf([...links.values()], kind, scope));
  }
  return slow.sort((a, b) => a.busGBps / a.othersGBps - b.busGBps / b.othersGBps);
}

function slowOf(links: readonly Link[], kind: number, scope: number): SlowLink[] {
  const speeds = links.map(({ gbps }) => median(gbps));
  return links.flatMap(({ ranks, gbps, bytes }, index) => {
    const rest = speeds.filter((_, other) => other !== index);
    const usual = median(rest);
    const spread = MAD_TO_SIGMA * median(rest.map((speed) => Math.abs(speed - usual)));
    const busGBps = item(speeds, index);
    if (busGBps >= SLOW * usual || usual - busGBps <= SPREADS * spread) return [];
    const collectives = gbps.length;
    return [{ ranks, kind, bytes: median(bytes), scope, collectives, busGBps, othersGBps: usual, others: rest.length }];
  });
}

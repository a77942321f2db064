import { item } from '../../base/at.ts';
import { type Rank, type Timeline } from '../../model/timeline.ts';

/** Which ranks share a machine, as far as it is known. */
export interface Hosts {
  /** Host of each rank, index into `names`; undefined where hosts are unknown. */
  readonly ofRank: readonly number[] | undefined;
  readonly names: readonly string[];
  /** Host number of a rank number, also of ranks that are not recorded; undefined where that is unknown. */
  readonly gpusPerHost: number | undefined;
  /** How hosts became known, in a few plain words. */
  readonly from: string;
}

/**
 * Hosts from what the user says (GPUs per host, ranks counted host by host), else from names in the files, else from the number of
 * devices each file lists where it is above one and the same everywhere; else unknown.
 */
export function findHosts({ ranks }: Pick<Timeline, 'ranks'>, gpusPerHost?: number): Hosts {
  if (gpusPerHost !== undefined && gpusPerHost >= 1)
    return byCount(ranks, Math.floor(gpusPerHost), `${Math.floor(gpusPerHost)} GPUs per host, as told`);
  const named = ranks.map((rank) => rank.host);
  if (ranks.length > 0 && named.every((name) => name !== undefined)) {
    const names = [...new Set(named)].sort();
    return {
      ofRank: named.map((name) => names.indexOf(name)),
      names,
      gpusPerHost: undefined,
      from: 'host names in the files',
    };
  }
  const listed = new Set(ranks.map((rank) => rank.hostDevices));
  const [devices] = listed;
  if (listed.size === 1 && devices !== undefined && devices > 1)
    return byCount(ranks, devices, `${devices} devices listed in each file`);
  return { ofRank: undefined, names: [], gpusPerHost: undefined, from: 'unknown' };
}

function byCount(ranks: readonly Rank[], gpusPerHost: number, from: string): Hosts {
  const numbers = ranks.map(({ rank }) => Math.floor(rank / gpusPerHost));
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  return {
    ofRank: numbers.map((number) => distinct.indexOf(number)),
    names: distinct.map((number) => `host ${number}`),
    gpusPerHost,
    from,
  };
}

/** Through what a collective goes. */
export const SCOPES = ['unknown', 'interconnect', 'network'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * `interconnect` where all ranks of the group share a host, `network` where they do not. `numbers`: rank numbers of the whole
 * group where known; `members`: indexes of the ranks that recorded it, `whole` when they are all of it.
 */
export function scopeOf(
  hosts: Hosts,
  numbers: readonly number[] | undefined,
  members: ArrayLike<number>,
  whole: boolean,
): Scope {
  const { ofRank, gpusPerHost } = hosts;
  if (gpusPerHost !== undefined && numbers !== undefined) {
    const host = Math.floor(item(numbers, 0) / gpusPerHost);
    return numbers.every((number) => Math.floor(number / gpusPerHost) === host) ? 'interconnect' : 'network';
  }
  if (ofRank === undefined) return 'unknown';
  const seen = new Set(Array.from(members, (rank) => ofRank[rank]));
  if (seen.size > 1) return 'network';
  return whole ? 'interconnect' : 'unknown';
}

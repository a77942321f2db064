import { item } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { formatCount } from '../base/format.ts';
import { say } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type RankFrom } from './timeline.ts';

/** What a file says about its place in the job. */
export interface RankClaim {
  readonly rank: number;
  readonly worldSize: number | undefined;
  /** How the rank became known; absent where the file says it, or is the only one. */
  readonly from?: RankFrom;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A whole number from 0 on, also when it is written as text. */
function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** Numbers in file names that mean a rank, the surest first: `rank3`, `rank_3`; `_r3.`, `-r3-`; and `-3.`, `_3.` before the endings. */
const IN_NAME: readonly RegExp[] = [
  /(?:^|[^a-z])rank[-_. ]?(\d{1,6})(?!\d)/i,
  /(?:^|[-_. /])r(\d{1,6})(?=[-_. ]|$)/i,
  /[-_](\d{1,6})(?:\.[a-z]+)*$/i,
];

/** The numbers that the first pattern to fit all names gives, where they are all distinct; undefined where none does. */
export function numbersInNames(names: readonly string[]): readonly number[] | undefined {
  for (const pattern of IN_NAME) {
    const found = names.flatMap((name) => {
      const digits = pattern.exec(name)?.[1];
      return digits === undefined ? [] : [Number(digits)];
    });
    if (found.length === names.length && new Set(found).size === names.length) return found;
  }
  return undefined;
}

const infoOf = ({ header }: Scan): Readonly<Record<string, unknown>> =>
  isRecord(header.distributedInfo) ? header.distributedInfo : {};

/** The rank that a file itself says it is. */
export const claimedRank = (scan: Scan): number | undefined => wholeNumber(infoOf(scan).rank);

/**
 * One distinct number a file: `distributedInfo.rank`; else what the user tells (`told`: one number for each file that does not say its own, in
 * the order given); else, where there are several files, the number in its name; else its place in the
 * list where that is free, else the next free number. Where several files leave it open or two claim the same, a diagnostic says so.
 */
export function rankNumbers(
  scans: readonly Scan[],
  told: readonly number[] = [],
): {
  readonly claims: readonly RankClaim[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const claimed = scans.map(claimedRank);
  const silent = scans.filter((_, file) => claimed[file] === undefined).map(({ file }) => file.name);
  const named = scans.length > 1 && silent.length > 0 ? numbersInNames(silent) : undefined;
  const taken = new Set<number>();
  const take = (rank: number | undefined): number | undefined => {
    if (rank === undefined || taken.has(rank)) return undefined;
    taken.add(rank);
    return rank;
  };
  const numbers = claimed.map(take);
  const repeated = claimed.filter((rank, file) => rank !== undefined && numbers[file] === undefined).length;
  let fromNames = 0;
  let next = 0;
  const howOf: (RankFrom | undefined)[] = [];
  const fromName = claimed.map((rank, file): number | undefined => {
    if (rank !== undefined) return undefined;
    const place = next++;
    const said = take(told[place]);
    if (said !== undefined) {
      howOf[file] = 'told';
      return said;
    }
    const found = take(named?.[place]);
    if (found !== undefined) {
      fromNames++;
      howOf[file] = 'name';
    }
    return found;
  });
  const fromUser = howOf.filter((how) => how === 'told').length;
  const claims = numbers.map((known, file): RankClaim => {
    let rank = known ?? fromName[file] ?? file;
    if (known === undefined && fromName[file] === undefined) while (taken.has(rank)) rank++;
    taken.add(rank);
    const silentFile = scans.length > 1 && claimed[file] === undefined;
    return {
      rank,
      worldSize: wholeNumber(infoOf(item(scans, file)).world_size),
      ...(silentFile && { from: howOf[file] ?? ('order' as const) }),
    };
  });
  const guessed = scans.length > 1 ? silent.length - fromNames - fromUser : 0;
  const diagnostics: Diagnostic[] = [];
  if (repeated > 0) {
    const message =
      repeated === 1
        ? say`1 file claims a rank that another file has: the next free number was given`
        : say`${formatCount(repeated)} files claim a rank that another file has: the next free number was given`;
    diagnostics.push({ code: 'rank-repeated', count: repeated, message });
  }
  if (fromNames > 0) {
    const message =
      fromNames === 1
        ? say`1 file does not say which rank it is: the number in the file name was taken`
        : say`${formatCount(fromNames)} files do not say which rank it is: the number in the file name was taken`;
    diagnostics.push({ code: 'rank-from-name', count: fromNames, message });
  }
  if (guessed > 0) {
    const message =
      guessed === 1
        ? say`1 file says nothing about which rank it is, nor does its name: numbered in the order given. Say it in the page (About this run), or name the files rank0, rank1 and so on`
        : say`${formatCount(guessed)} files say nothing about which rank it is, nor does its name: numbered in the order given. Say it in the page (About this run), or name the files rank0, rank1 and so on`;
    diagnostics.push({ code: 'rank-unknown', count: guessed, message });
  }
  return { claims, diagnostics };
}

/**
 * Names of the given devices from `deviceProperties`, such as `Tesla V100-SXM2-32GB`; each name once. Where the job renumbers its
 * devices, none of the listed ids fits: the name counts all the same if all listed devices share it.
 */
export function deviceNames(header: Scan['header'], devices: ReadonlySet<number>): string | undefined {
  const listed = Array.isArray(header.deviceProperties) ? header.deviceProperties.filter(isRecord) : [];
  const name = ({ name }: Readonly<Record<string, unknown>>): string[] => (typeof name === 'string' ? [name] : []);
  const fitting = new Set(listed.filter(({ id }) => devices.has(wholeNumber(id) ?? -1)).flatMap(name));
  const all = new Set(listed.flatMap(name));
  const names = fitting.size === 0 && all.size === 1 && devices.size > 0 ? all : fitting;
  return names.size === 0 ? undefined : [...names].join(', ');
}

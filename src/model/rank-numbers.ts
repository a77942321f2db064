import { type Diagnostic } from '../base/failure.ts';
import { counted } from '../base/format.ts';
import { type Scan } from '../ingest/event-columns.ts';

/** What a file says about its place in the job. */
export interface RankClaim {
  readonly rank: number;
  readonly worldSize: number | undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A whole number from 0 on, also when it is written as text. */
function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/**
 * One distinct number a file: `distributedInfo.rank`, else its place in the list where that is free, else the next free number.
 * A rank that two files claim goes to the first one, and a diagnostic says so.
 */
export function rankNumbers(scans: readonly Scan[]): {
  readonly claims: readonly RankClaim[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const infos = scans.map(({ header }) => (isRecord(header.distributedInfo) ? header.distributedInfo : {}));
  const taken = new Set<number>();
  const numbers = infos.map((info): number | undefined => {
    const rank = wholeNumber(info.rank);
    if (rank === undefined || taken.has(rank)) return undefined;
    taken.add(rank);
    return rank;
  });
  const repeated = infos.filter(
    (info, file) => wholeNumber(info.rank) !== undefined && numbers[file] === undefined,
  ).length;
  const claims = numbers.map((known, file): RankClaim => {
    let rank = known ?? file;
    if (known === undefined) while (taken.has(rank)) rank++;
    taken.add(rank);
    return { rank, worldSize: wholeNumber(infos[file]?.world_size) };
  });
  if (repeated === 0) return { claims, diagnostics: [] };
  const message = `${counted(repeated, 'file claims', 'files claim')} a rank that another file has: the next free number was given`;
  return { claims, diagnostics: [{ code: 'rank-repeated', count: repeated, message }] };
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

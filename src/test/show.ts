import { at, item } from '../base/at.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { type Ledger, type Pieces } from '../ledger/ledger.ts';
import { pieceAt } from '../ledger/piece-at.ts';
import { SUBCLASSES, type SubclassKey } from '../ledger/subclasses.ts';
import { perClass } from '../ledger/summary.ts';

const LETTERS: Readonly<Record<ClassKey, string>> = {
  ...perClass(() => '?'),
  compute: '#',
  communication: 'n',
  copy: 'm',
  queue: 'q',
  data: 'd',
  hostcomm: 'b',
  checkpoint: 'k',
  compile: 'j',
  allocator: 'a',
  gc: 'g',
  sync: 's',
  profiler: 'p',
  launch: 'l',
  host: 'h',
};

const PART_LETTERS: Partial<Record<SubclassKey, string>> = {
  waiting: 'w',
  transfer: 't',
  transferinterconnect: 't',
  transfernetwork: 't',
  fetch: 'f',
  prep: 'r',
  htod: 'i',
  dtoh: 'o',
};

/** One letter per millisecond: the class at the middle of the column; `.` where the rank has no piece. */
function letters(pieces: Pieces, parts: boolean): string {
  const last = pieces.length > 0 ? at(pieces.end, pieces.length - 1) : 0;
  let line = '';
  for (let column = 0; column * 1000 < last; column++) {
    const piece = pieceAt(pieces, column * 1000 + 500);
    const row = piece < 0 ? undefined : CLASSES[at(pieces.class, piece)];
    const part = parts && piece >= 0 ? PART_LETTERS[item(SUBCLASSES, at(pieces.sub, piece)).key] : undefined;
    line += part ?? (row === undefined ? '.' : LETTERS[row.key]);
  }
  return line;
}

/**
 * A ledger as text, one line a rank, time 0 first:
 *
 *     r0 dddd##nn##
 *
 * `#` compute, `n` communication (network), `m` copy (memory), `q` queue, `d` data, `b` host communication (barrier),
 * `k` checkpoint, `j` compile (just in time), `a` allocator, `g` gc, `s` sync, `p` profiler, `l` launch, `h` host, `?` unknown.
 */
export function show(ledger: Ledger): string {
  return ledger.ranks.map((rank) => `r${rank.rank} ${letters(rank.pieces, false)}`).join('\n');
}

/** The same with parts of classes where they are known: `w` waiting for ranks, `t` transfer, `f` fetch, `r` prepare, `i` copy in, `o` copy out. */
export const showParts = (ledger: Ledger): string =>
  ledger.ranks.map((rank) => `r${rank.rank} ${letters(rank.pieces, true)}`).join('\n');

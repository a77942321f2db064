import { at } from '../base/at.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { type Ledger, type Pieces } from '../ledger/ledger.ts';
import { pieceAt } from '../ledger/piece-at.ts';
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

/** One letter per millisecond: the class at the middle of the column; `.` where the rank has no piece. */
function letters(pieces: Pieces): string {
  const last = pieces.length > 0 ? at(pieces.end, pieces.length - 1) : 0;
  let line = '';
  for (let column = 0; column * 1000 < last; column++) {
    const piece = pieceAt(pieces, column * 1000 + 500);
    const row = piece < 0 ? undefined : CLASSES[at(pieces.class, piece)];
    line += row === undefined ? '.' : LETTERS[row.key];
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
  return ledger.ranks.map((rank) => `r${rank.rank} ${letters(rank.pieces)}`).join('\n');
}

import { type CssPx, cssPx } from '../base/brand.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';

export interface BarSegment {
  readonly class: ClassKey;
  /** Index into CLASSES. */
  readonly tint: number;
  readonly x: CssPx;
  readonly width: CssPx;
  readonly us: number;
  /** 0..1 of this bar's total. */
  readonly share: number;
  /** Empty where it does not fit. */
  readonly label: string;
}

export interface LedgerBar {
  readonly totalUs: number;
  readonly width: CssPx;
  readonly segments: readonly BarSegment[];
}

export interface LedgerBars {
  readonly measured: LedgerBar;
  readonly predicted: LedgerBar | undefined;
}

const NARROWEST_SEGMENT_PX = 2;
const LABEL_PX_PER_LETTER = 7;
const LABEL_PADDING_PX = 10;

type Classes = Readonly<Record<ClassKey, number>>;
const totalOf = (classes: Classes): number => CLASSES.reduce((sum, row) => sum + classes[row.key], 0);

/**
 * Where the step goes, as one bar from left to right in class order, microseconds to pixels; measured and predicted on
 * one scale, the longer filling `width`. A class that is there is at least two pixels wide; the others shrink for it.
 */
export function layoutLedgerBars(measured: Classes, predicted: Classes | undefined, width: CssPx): LedgerBars {
  const longest = Math.max(totalOf(measured), predicted === undefined ? 0 : totalOf(predicted));
  const bar = (classes: Classes): LedgerBar =>
    layoutBar(classes, longest > 0 ? (width * totalOf(classes)) / longest : 0);
  return { measured: bar(measured), predicted: predicted === undefined ? undefined : bar(predicted) };
}

function layoutBar(classes: Classes, width: number): LedgerBar {
  const totalUs = totalOf(classes);
  const present = CLASSES.map((row, tint) => ({ row, tint, us: classes[row.key] })).filter(({ us }) => us > 0);
  const natural = (us: number): number => (us / totalUs) * width;
  const least = Math.min(NARROWEST_SEGMENT_PX, width / Math.max(1, present.length));
  let spareUs = totalUs;
  let spare = width;
  for (const { us } of present) {
    if (natural(us) >= least) continue;
    spareUs -= us;
    spare -= least;
  }
  let x = 0;
  const segments = present.map(({ row, tint, us }): BarSegment => {
    const wide = natural(us) < least ? least : (us / spareUs) * spare;
    const fits = row.label.length * LABEL_PX_PER_LETTER + LABEL_PADDING_PX <= wide;
    const segment = {
      class: row.key,
      tint,
      x: cssPx(x),
      width: cssPx(wide),
      us,
      share: us / totalUs,
      label: fits ? row.label : '',
    };
    x += wide;
    return segment;
  });
  return { totalUs, width: cssPx(width), segments };
}

import { formatMicros } from '../../base/format.ts';

/** Below this share of the step a change is neither good nor bad. */
const NOTICEABLE = 0.002;

/** A change with its sign; shorter is good. `of`: the step that it is a part of. */
export function Change({ us, of }: { readonly us: number; readonly of: number }) {
  const tone = Math.abs(us) < NOTICEABLE * of ? undefined : us < 0 ? 'delta-good' : 'delta-bad';
  return <span className={tone}>{us === 0 ? '0' : `${us > 0 ? '+' : ''}${formatMicros(us)}`}</span>;
}

/** The same as a bar: to the left for shorter, to the right for longer; as long as the largest change fills its half. */
export function DeltaBar({ us, most }: { readonly us: number; readonly most: number }) {
  if (us === 0 || most === 0) return null;
  return (
    <span
      aria-hidden="true"
      className="delta-bar"
      data-longer={us > 0 ? '' : undefined}
      style={{ width: `${(50 * Math.abs(us)) / most}%` }}
    />
  );
}

import { cssPx, type CssPx } from '../base/brand.ts';
import { formatMicros } from '../base/format.ts';
import { type TimeUnit } from '../base/time-unit.ts';
import { type Flag } from '../view/flags.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { plainText } from './label-text.ts';
import { type SceneFlag } from './scene.ts';
import { xOfTime } from './time-scale.ts';

/** Height of the strip of step names and times, and what flags add to it. CSS pixels. */
const AXIS_PX = 29;
export const FLAGS_PX = 16;

/** How high the axis is: flags stand on a line of their own, where there are any. */
export const axisHeight = (flags: readonly unknown[]): number => AXIS_PX + (flags.length > 0 ? FLAGS_PX : 0);

/** What a flag is called: its name, else its number from 1, in time order. */
export const flagLabel = ({ name }: Flag, index: number): string =>
  name.trim() === '' ? `${index + 1}` : plainText(name);

/** Flags in the window, with the time to the next one where that is in the window too. */
export function layoutFlags(
  flags: readonly Flag[],
  window: TimeWindow,
  width: CssPx,
  unit: TimeUnit | undefined,
): readonly SceneFlag[] {
  const isIn = (flag: Flag | undefined): boolean =>
    flag !== undefined && flag.at >= window.start && flag.at <= window.end;
  return flags.flatMap((flag, index) => {
    if (!isIn(flag)) return [];
    const next = flags[index + 1];
    const x = xOfTime(window, width, flag.at);
    const to = next === undefined ? width : Math.min(width, xOfTime(window, width, next.at));
    return [
      {
        x,
        room: cssPx(to - x),
        label: flagLabel(flag, index),
        toNext: next !== undefined && isIn(next) ? formatMicros(next.at - flag.at, unit) : '',
      },
    ];
  });
}

/** Events further than this from the others, in microseconds, are far... */
export const HOUR_US = 3_600_000_000;
/** ...where at most this share of all are (or one alone)... */
const FEW = 1 / 1000;
/** ...and they are no fewer than this: of two events nobody can say which one is far. */
const LEAST_EVENTS = 3;

/** Whether so few of a file's events lie far from all others that they are left out of its extent. */
export const areFewFar = (far: number, events: number): boolean =>
  events >= LEAST_EVENTS && far <= Math.max(1, events * FEW);

/** True of a time more than an hour outside the window that the other events span. Microseconds. */
export const isFarFrom = ({ start, end }: { readonly start: number; readonly end: number }, us: number): boolean =>
  us < start - HOUR_US || us > end + HOUR_US;

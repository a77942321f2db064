import { at } from './at.ts';

/** Student's t for 95 % both ways, by degrees of freedom from 1 on. */
const T = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23] as const;
const MORE = 2;

/** By how many standard errors a mean may be off (95 %), where the spread is known from so many degrees of freedom; 2 where there is none or many. */
export const studentT = (freedom: number): number =>
  freedom >= 1 && freedom <= T.length ? at(T, Math.floor(freedom) - 1) : MORE;

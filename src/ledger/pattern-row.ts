import { type Words } from '../base/say.ts';
import { type ClassKey } from './classes.ts';

/** Where a pattern applies: device work, calls on a host thread, or frames of a Python stack. */
export type PatternScope = 'device' | 'host' | 'python';

export interface PatternRow {
  readonly scope: PatternScope;
  readonly pattern: Pick<RegExp, 'test'>;
  readonly class: ClassKey;
  /** For data: reading storage or preparing samples, where the name says which. */
  readonly part?: 'fetch' | 'prep';
  /** Who writes the name; `any`: many do. */
  readonly framework: Words;
  /** Where the name comes from, so that a reader can check it. */
  readonly source: Words;
}

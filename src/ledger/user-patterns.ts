import { isNamePattern, MAX_NAME_PATTERN, namePattern } from '../base/name-pattern.ts';
import { say } from '../base/say.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { CLASSES, type ClassKey } from './classes.ts';
import { type PatternRow, type PatternScope } from './pattern-row.ts';

/** A row that the user adds to the table of patterns: plain JSON, it fits in a link and in a file. */
export interface UserPattern {
  /** Text as base/name-pattern.ts reads it. */
  readonly pattern: string;
  readonly class: ClassKey;
}

export const MAX_USER_PATTERNS = 50;

const DEVICE_CLASSES: readonly ClassKey[] = ['compute', 'communication', 'copy'];
/** Classes that no name decides. */
const DERIVED: readonly ClassKey[] = ['queue', 'host', 'unknown'];

/** The classes that a user's pattern may name. */
export const PATTERN_CLASSES: readonly ClassKey[] = CLASSES.map((row) => row.key).filter(
  (key) => !DERIVED.includes(key),
);

/** Rows for the table, to be tried before its own: device classes for device work, the others for calls and Python frames of the host. */
export function userRows(patterns: readonly UserPattern[]): readonly PatternRow[] {
  return patterns.flatMap(({ pattern, class: cls }) => {
    const scopes: readonly PatternScope[] = DEVICE_CLASSES.includes(cls) ? ['device'] : ['host', 'python'];
    const test = namePattern(pattern);
    return scopes.map((scope): PatternRow => ({
      scope,
      pattern: { test },
      class: cls,
      framework: say`the user`,
      source: say`a pattern of your own, '${pattern}'`,
    }));
  });
}

/** Patterns from parsed JSON: `[{"pattern": "my_loader*next", "class": "data"}]`. Fails with one sentence that names the row. */
export function readUserPatterns(parsed: unknown): Result<readonly UserPattern[]> {
  const bad = (userMessage: string): Result<never> =>
    fail({ code: 'bad-arguments', userMessage, hint: 'Write [{"pattern": "my_loader*next", "class": "data"}].' });
  if (!Array.isArray(parsed)) return bad('Patterns are a JSON list of rows.');
  const rows: readonly unknown[] = parsed;
  if (rows.length > MAX_USER_PATTERNS) return bad(`There are more than ${MAX_USER_PATTERNS} patterns.`);
  const patterns: UserPattern[] = [];
  for (const [index, row] of rows.entries()) {
    const where = `Pattern ${index + 1}`;
    if (typeof row !== 'object' || row === null || !('pattern' in row) || !('class' in row)) {
      return bad(`${where} wants "pattern" and "class".`);
    }
    const { pattern } = row;
    if (typeof pattern !== 'string' || !isNamePattern(pattern)) {
      return bad(`${where} wants a text of at most ${MAX_NAME_PATTERN} characters that says more than "*".`);
    }
    const cls = PATTERN_CLASSES.find((key) => key === row.class);
    if (cls === undefined) return bad(`${where} names no class; there are ${PATTERN_CLASSES.join(', ')}.`);
    patterns.push({ pattern, class: cls });
  }
  return ok(patterns);
}

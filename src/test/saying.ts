import { expect } from 'vitest';
import { inEnglish, type Words } from '../base/say.ts';

/** Stands in an expected object for words whose English holds a text, or matches a pattern. */
export const saying = (part: string | RegExp): unknown =>
  expect.toSatisfy((words: Words) =>
    typeof part === 'string' ? inEnglish(words).includes(part) : part.test(inEnglish(words)),
  );

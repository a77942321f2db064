import { type Words } from './say.ts';
/** Every expected failure. Closed: a new kind of failure gets a code here and a sentence where it is made. */
export type FailureCode =
  | 'empty-file'
  | 'not-a-trace'
  | 'not-a-timeline'
  | 'no-events'
  | 'unreadable'
  | 'unreachable'
  | 'too-large'
  | 'cancelled'
  | 'unknown-example'
  | 'bad-arguments'
  | 'internal';

/** Plain data, so that it crosses from the worker to the page and to the shell unchanged. */
export interface Failure {
  readonly code: FailureCode;
  /** One plain sentence for the person who dropped the file. */
  readonly userMessage: Words;
  /** What to do next. */
  readonly hint?: Words;
  /** For a bug report: offsets, messages of the platform. */
  readonly detail?: string;
}

/** Something odd that was met and survived: counted, shown, never silent. */
export interface Diagnostic {
  readonly code: string;
  readonly count: number;
  readonly message: Words;
}

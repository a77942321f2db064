import { type Failure } from '../base/failure.ts';
import { inEnglish, say } from '../base/say.ts';

export const cancelled = (): Failure => ({ code: 'cancelled', userMessage: say`Reading was cancelled.` });

/** Ends a stream with a failure of its own, where "could not be read" would not say enough. */
export class StreamRefusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(inEnglish(failure.userMessage));
    this.failure = failure;
  }
}

/** An address was asked while this machine has no network. */
export const offline = (detail: string): Failure => ({
  code: 'unreachable',
  userMessage: say`You are offline, so the trace could not be fetched.`,
  hint: say`Try again once the network is back. Files on this machine open without one.`,
  detail,
});

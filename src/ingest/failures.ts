import { type Failure } from '../base/failure.ts';

export const cancelled = (): Failure => ({ code: 'cancelled', userMessage: 'Reading was cancelled.' });

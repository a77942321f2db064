import { expect, it } from 'vitest';
import { fail, type Result } from '../base/result.ts';
import { untilStopped } from './until-stopped.ts';

function call() {
  let settle: (result: Result<never>) => void = () => undefined;
  const done = new Promise<Result<never>>((resolve) => (settle = resolve));
  return { done, cancel: () => settle(fail({ code: 'cancelled', userMessage: '' })) };
}

it('a call is given up when its signal says so, or said so before', async () => {
  const stop = new AbortController();
  const later = untilStopped(call(), stop.signal);
  stop.abort();
  expect(await later).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(await untilStopped(call(), stop.signal)).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
});

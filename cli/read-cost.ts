import { fail, ok, type Result } from '../src/base/result.ts';
import { type Account, ACCOUNT_BOUNDS, ACCOUNT_KEYS, accountValue, withAccount } from '../src/view/account-field.ts';

const bad = (userMessage: string): Result<never> =>
  fail({ code: 'bad-arguments', userMessage, hint: 'See whystall --help.' });

/** `price=2.5,busyw=650`: figures of `--cost`, named as in links. Fails with `bad-arguments` and one sentence. */
export function readCost(text: string): Result<Account> {
  let account: Account = {};
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.trim().split('=');
    const key = ACCOUNT_KEYS.find((known) => known === name);
    if (key === undefined) return bad(`--cost has no figure "${name}"; there are ${ACCOUNT_KEYS.join(', ')}.`);
    if (account[key] !== undefined) return bad(`--cost names ${key} twice.`);
    const number = /^\d*\.?\d+(e\+?\d{1,2})?$/i.test(value) ? accountValue(key, Number(value)) : undefined;
    const [least, most] = ACCOUNT_BOUNDS[key];
    if (number === undefined) return bad(`--cost wants ${key}=N from ${least} to ${most}, not "${part.trim()}".`);
    account = withAccount(account, key, number);
  }
  return ok(account);
}

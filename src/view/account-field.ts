import { say } from '../base/say.ts';
import { type CostInputs } from '../replay/cost.ts';
import { decodeOne, type DroppedField, type LinkPair, parsed, refused, type ViewField } from './field.ts';

/**
 * What the user says of money, power and work a step, by its name in a link. Bounds keep every output finite.
 * `samples`, `tokens`: of a step, all ranks together. `price`: of one GPU for an hour. `gpus`: of the run. `idlew`, `busyw`: watts of one GPU.
 * `pue`: total power of the site over that of its computers. `co2`: grams a kilowatt-hour. `runsteps`: steps of the whole run.
 * `embodied`: kilograms of CO2 that making one GPU took; `life`: hours for which it will be used, over which they are shared out.
 */
export const ACCOUNT_BOUNDS = {
  samples: [1e-3, 1e12],
  tokens: [1e-3, 1e15],
  price: [0, 1e6],
  gpus: [1, 1e6],
  idlew: [0, 1e5],
  busyw: [0, 1e5],
  pue: [1, 10],
  co2: [0, 1e4],
  runsteps: [1, 1e12],
  embodied: [0, 1e6],
  life: [1, 1e6],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>;
export type AccountKey = keyof typeof ACCOUNT_BOUNDS;
export type Account = Readonly<Partial<Record<AccountKey, number>>>;

const isAccountKey = (text: string): text is AccountKey => Object.hasOwn(ACCOUNT_BOUNDS, text);
export const ACCOUNT_KEYS: readonly AccountKey[] = Object.keys(ACCOUNT_BOUNDS).filter(isAccountKey);

/** The number where it is one that the field may have, else undefined. */
export function accountValue(key: AccountKey, value: unknown): number | undefined {
  const [least, most] = ACCOUNT_BOUNDS[key];
  return typeof value === 'number' && value >= least && value <= most ? value : undefined;
}

/** The account with one field set; undefined takes it out. */
export function withAccount(account: Account, key: AccountKey, value: number | undefined): Account {
  const { [key]: _before, ...others } = account;
  return value === undefined ? others : { ...others, [key]: value };
}

/** The same as the replay reckons with. */
export function costInputs(account: Account, gpus: number): CostInputs {
  const { samples, tokens, price, idlew, busyw, pue, co2, runsteps, embodied, life } = account;
  return {
    gpus: account.gpus ?? gpus,
    ...(samples !== undefined && { samplesPerStep: samples }),
    ...(tokens !== undefined && { tokensPerStep: tokens }),
    ...(price !== undefined && { pricePerGpuHour: price }),
    ...(idlew !== undefined && { idleWatts: idlew }),
    ...(busyw !== undefined && { busyWatts: busyw }),
    ...(pue !== undefined && { pue }),
    ...(co2 !== undefined && { gramsPerKwh: co2 }),
    ...(embodied !== undefined && { embodiedGrams: 1000 * embodied }),
    ...(life !== undefined && { lifeHours: life }),
    ...(runsteps !== undefined && { stepsPerRun: runsteps }),
  };
}

function decode(texts: Parameters<ViewField<Account>['decode']>[0]) {
  let account: Account = {};
  const dropped: DroppedField[] = [];
  for (const key of ACCOUNT_KEYS) {
    const [least, most] = ACCOUNT_BOUNDS[key];
    const field = decodeOne(texts, key, (text) => {
      const value = /^\d{1,16}(\.\d{1,16})?$/.test(text) ? accountValue(key, Number(text)) : undefined;
      return value === undefined ? refused(say`is no number from ${least} to ${most}`) : parsed(value);
    });
    dropped.push(...field.dropped);
    if (field.value !== undefined) account = withAccount(account, key, field.value);
  }
  return { value: account, dropped };
}

/** `samples=256&price=2.5&busyw=400`. */
export const accountField: ViewField<Account> = {
  initial: {},
  urlNames: ACCOUNT_KEYS,
  encode: (account) =>
    ACCOUNT_KEYS.flatMap((key): readonly LinkPair[] => {
      const value = account[key];
      return value === undefined ? [] : [[key, value.toFixed(12).replace(/\.?0+$/, '')]];
    }),
  decode,
  undo: 'step',
};

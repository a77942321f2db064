import { isNamePattern } from '../base/name-pattern.ts';
import { say } from '../base/say.ts';
import { decodeEach, decodeOne, type Parsed, parsed, refused, type ViewField } from './field.ts';
import { isPatternClass } from './link-names.ts';
import { type ToldPattern, type ViewState } from './view-state.ts';

/** As many as the ledger takes (`ledger/user-patterns.ts`; a test keeps the two in step). */
export const MAX_PATTERNS = 50;
export const MAX_GPUS_PER_HOST = 99_999;
export const MAX_TOLD_RANKS = 4096;
const MAX_RANK_NUMBER = 999_999;

const NO_PATTERN = say`is no pattern: at most 200 characters that say more than *`;

/** `pattern=data:my_loader*next`, once a pattern. */
export const patternsField: ViewField<readonly ToldPattern[]> = {
  initial: [],
  urlNames: ['pattern'],
  encode: (value) => value.map((row) => ['pattern', `${row.class}:${row.pattern}`] as const),
  decode: (texts) => decodeEach(texts.get('pattern') ?? [], 'pattern', MAX_PATTERNS, parsePattern),
  undo: 'step',
};

function parsePattern(text: string) {
  const cut = text.indexOf(':');
  const cls = text.slice(0, Math.max(cut, 0));
  const pattern = text.slice(cut + 1);
  if (!isPatternClass(cls)) return refused(say`does not read as <class>:<pattern>, such as data:my_loader*next`);
  return isNamePattern(pattern) ? parsed<ToldPattern>({ pattern, class: cls }) : refused(NO_PATTERN);
}

/** `stepname=^train_step$`. */
export const stepPatternField: ViewField<string | undefined> = {
  initial: undefined,
  urlNames: ['stepname'],
  encode: (value) => (value === undefined ? [] : [['stepname', value]]),
  decode: (texts) =>
    decodeOne<string | undefined>(texts, 'stepname', (text) =>
      isNamePattern(text) ? parsed(text) : refused(NO_PATTERN),
    ),
  undo: 'step',
};

/** `perhost=8`. */
export const gpusPerHostField: ViewField<number | undefined> = {
  initial: undefined,
  urlNames: ['perhost'],
  encode: (value) => (value === undefined ? [] : [['perhost', String(value)]]),
  decode: (texts) =>
    decodeOne<number | undefined>(texts, 'perhost', (text) =>
      /^[1-9]\d{0,4}$/.test(text) ? parsed(Number(text)) : refused(say`is no number from 1 to ${MAX_GPUS_PER_HOST}`),
    ),
  undo: 'step',
};

/** `ranks=0-3,8-11`: the rank of each file in turn. */
export const rankNumbersField: ViewField<readonly number[]> = {
  initial: [],
  urlNames: ['ranks'],
  encode: (value) => (value.length === 0 ? [] : [['ranks', formatNumbers(value)]]),
  decode: (texts) => decodeOne(texts, 'ranks', parseNumbers),
  undo: 'step',
};

/** `show=3,7`: positions of ranks; `show=all`. */
export const shownRanksField: ViewField<ViewState['shownRanks']> = {
  initial: undefined,
  urlNames: ['show'],
  encode: (value) =>
    value === undefined || value.length === 0 ? [] : [['show', value === 'all' ? value : formatNumbers(value)]],
  decode: (texts) =>
    decodeOne<ViewState['shownRanks']>(texts, 'show', (text) => (text === 'all' ? parsed(text) : parseNumbers(text))),
  undo: 'step',
};

/** `0-3,8`: whole numbers in the order given, runs upwards joined. */
export function formatNumbers(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

const NO_NUMBERS = refused(say`does not read as numbers of ranks, such as 0-3,8`);
const TOO_MANY = refused(say`names too many ranks`);

/** Reads what `formatNumbers` writes. No number may come twice. */
export function parseNumbers(text: string): Parsed<readonly number[]> {
  const numbers: number[] = [];
  for (const part of text.split(',')) {
    const [, from, to = from] = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6}))?\s*$/.exec(part) ?? [];
    if (from === undefined || Number(to) < Number(from)) return NO_NUMBERS;
    if (Number(to) - Number(from) >= MAX_TOLD_RANKS || Number(to) > MAX_RANK_NUMBER) return TOO_MANY;
    for (let rank = Number(from); rank <= Number(to); rank++) numbers.push(rank);
    if (numbers.length > MAX_TOLD_RANKS) return TOO_MANY;
  }
  return new Set(numbers).size === numbers.length ? parsed(numbers) : refused(say`names a rank twice`);
}

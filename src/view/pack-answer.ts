import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import * as v from 'valibot';
import { item } from '../base/at.ts';
import { type Result } from '../base/result.ts';
import { say, type Words } from '../base/say.ts';
import { type LeverKey } from '../replay/scenario.ts';
import { type LinkAnswer, MAX_ANSWER_ROWS, PICTURE_BUCKETS } from './answer.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { CLASS_KEYS, isClassKey, isLeverKey, LEVER_KEYS } from './link-names.ts';

export const MAX_PACKED_CHARACTERS = 16_000;
export const MAX_UNPACKED_BYTES = 65_536;
/** Numbers are told in units of a 2000th of the median step: finer than a bar or a table shows. */
const UNITS_A_STEP = 2000;
const MAX_US = 1e12;

const time = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(MAX_US));
const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/** The packed form: short keys, whole numbers, rows as differences from the row before. */
const packedSchema = v.strictObject({
  r: whole(65_535),
  n: whole(10_000_000),
  g: v.pipe(whole(10_000_000), v.minValue(1)),
  m: time,
  u: v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(MAX_US)),
  c: v.pipe(v.array(v.pipe(v.string(), v.check(isClassKey))), v.maxLength(CLASS_KEYS.length)),
  d: v.pipe(
    v.array(v.pipe(v.array(v.pipe(v.number(), v.safeInteger())), v.maxLength(MAX_ANSWER_ROWS))),
    v.maxLength(CLASS_KEYS.length),
  ),
  e: v.tuple([
    time,
    v.pipe(v.number(), v.finite(), v.minValue(-1e9), v.maxValue(1e9)),
    v.picklist(['green', 'amber', 'locked']),
  ]),
  l: v.record(v.pipe(v.string(), v.check(isLeverKey)), time),
  p: v.tuple([
    v.pipe(v.number(), v.minValue(-MAX_US), v.maxValue(MAX_US)),
    v.pipe(v.number(), v.minValue(-MAX_US), v.maxValue(MAX_US)),
    v.pipe(v.string(), v.regex(/^[0-9a-z]*$/), v.maxLength(PICTURE_BUCKETS)),
  ]),
});
type Packed = v.InferOutput<typeof packedSchema>;

/** Rounds running totals, so that the units of a row add up to its rounded duration. */
function unitsOf(row: readonly number[], unitUs: number): number[] {
  let total = 0;
  let told = 0;
  return row.map((value) => {
    total += value;
    const units = Math.round(total / unitUs) - told;
    told += units;
    return units;
  });
}

const short = (value: number): number => Number(value.toPrecision(9));

/** The answer as the text of `a=`. Deterministic: the same answer gives the same text. */
export function packAnswer(answer: LinkAnswer): string {
  const unitUs = Number(Math.max(answer.medianStepUs / UNITS_A_STEP, 0.001).toPrecision(4));
  const rows = answer.rows.map((row) => unitsOf(row, unitUs));
  const levers: Partial<Record<LeverKey, number>> = {};
  for (const key of LEVER_KEYS) {
    const removed = answer.removedStepUs[key];
    if (removed !== undefined) levers[key] = short(removed);
  }
  const packed = {
    r: answer.rank,
    n: answer.steps,
    g: answer.stepsPerRow,
    m: short(answer.medianStepUs),
    u: unitUs,
    c: answer.classes,
    d: answer.classes.map((_, column) =>
      rows.map((row, index) => item(row, column) - (index === 0 ? 0 : item(item(rows, index - 1), column))),
    ),
    e: [short(answer.gate.identityErrorUs), short(answer.gate.explainedErrorPercent), answer.gate.trust],
    l: levers,
    p: [
      short(answer.picture.startUs),
      short(answer.picture.endUs),
      answer.picture.buckets.map((bucket) => bucket.toString(36)).join(''),
    ],
  };
  return encodeBase64Url(deflateSync(strToU8(JSON.stringify(packed)), { level: 9 }));
}

/** Reads what `packAnswer` writes. Never throws; nothing larger than the bounds above is built. */
export function unpackAnswer(text: string): Result<LinkAnswer> {
  if (text.length > MAX_PACKED_CHARACTERS) return refuse(say`longer than ${MAX_PACKED_CHARACTERS} characters`);
  const bytes = decodeBase64Url(text);
  const json = bytes === undefined ? undefined : inflate(bytes);
  if (json === undefined) return refuse(say`cannot be unpacked`);
  const checked = v.safeParse(packedSchema, json, { abortEarly: true });
  if (!checked.success) return refuse(say`does not hold what it should`);
  return build(checked.output);
}

const refuse = (reason: Words): Result<LinkAnswer> => ({
  ok: false,
  failure: { code: 'bad-arguments', userMessage: reason },
});

function inflate(bytes: Uint8Array): unknown {
  try {
    // fflate fills a buffer that it is given and goes no further.
    const out = inflateSync(bytes, { out: new Uint8Array(MAX_UNPACKED_BYTES + 1) });
    return out.length > MAX_UNPACKED_BYTES ? undefined : JSON.parse(strFromU8(out));
  } catch {
    return undefined;
  }
}

function build(packed: Packed): Result<LinkAnswer> {
  const classes = packed.c.filter(isClassKey);
  const length = packed.d[0]?.length ?? 0;
  if (packed.d.length !== classes.length || packed.d.some((column) => column.length !== length))
    return refuse(say`has rows of unequal length`);
  if (new Set(classes).size !== classes.length) return refuse(say`names a class twice`);
  if (Math.ceil(packed.n / packed.g) !== length && classes.length > 0) return refuse(say`counts its steps wrongly`);
  const [identityErrorUs, explainedErrorPercent, trust] = packed.e;
  const [startUs, endUs, picture] = packed.p;
  const buckets = Array.from(picture, (mark) => parseInt(mark, 36));
  if (endUs < startUs || buckets.some((bucket) => bucket >= classes.length))
    return refuse(say`has a picture that cannot be drawn`);
  const sums = classes.map(() => 0);
  const rows: number[][] = [];
  for (let index = 0; index < length; index++) {
    const row = packed.d.map((column, c) => {
      sums[c] = item(sums, c) + item(column, index);
      return item(sums, c) * packed.u;
    });
    if (row.some((value) => !(value >= 0 && value <= MAX_US))) return refuse(say`has a time out of bounds`);
    rows.push(row);
  }
  const removedStepUs: Partial<Record<LeverKey, number>> = {};
  for (const key of LEVER_KEYS) {
    const removed = packed.l[key];
    if (removed !== undefined) removedStepUs[key] = removed;
  }
  return {
    ok: true,
    value: {
      rank: packed.r,
      steps: packed.n,
      stepsPerRow: packed.g,
      medianStepUs: packed.m,
      classes,
      rows,
      gate: { identityErrorUs, explainedErrorPercent, trust },
      removedStepUs,
      picture: { startUs, endUs, buckets },
    },
  };
}

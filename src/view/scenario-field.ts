import { type LeverKey } from '../replay/levers.ts';
import { type Scenario } from '../replay/scenario.ts';
import {
  decodeOne,
  type DroppedField,
  type LinkPair,
  type LinkTexts,
  parsed,
  refused,
  type ViewField,
} from './field.ts';
import { LEVER_KEYS, LEVER_NEUTRAL } from './link-names.ts';

/** A lever says how many times faster its class is; infinity removes the cost. */
export const MIN_LEVER = 0.01;
export const MAX_LEVER = 1000;

/** Levers that say how many times faster have 1 for neutral; the others (switches, counts, shares) may be 0 or less. */
const leastOf = (key: LeverKey): number => (LEVER_NEUTRAL[key] === 1 ? MIN_LEVER : key === 'overlap' ? -1 : 0);

/** The nearest value a lever may have: the neutral one where the number says nothing. */
export function clampLever(key: LeverKey, value: number): number {
  if (Number.isNaN(value)) return LEVER_NEUTRAL[key] ?? 0;
  if (value === Infinity) return Infinity;
  return Math.min(Math.max(value, leastOf(key)), MAX_LEVER);
}

/** The scenario with one lever moved; a lever at its neutral value, or at undefined, is absent, so that equal scenarios look equal. */
export function withLever(scenario: Scenario, key: LeverKey, value: number | undefined): Scenario {
  const { [key]: _moved, ...others } = scenario.levers;
  if (value === undefined) return { ...scenario, levers: others };
  const clamped = clampLever(key, value);
  return { ...scenario, levers: clamped === LEVER_NEUTRAL[key] ? others : { ...others, [key]: clamped } };
}

const isMoved = (scenario: Scenario, key: LeverKey): boolean =>
  scenario.levers[key] !== undefined && scenario.levers[key] !== LEVER_NEUTRAL[key];

/** True where no lever is moved. */
export const isUnchanged = (scenario: Scenario): boolean => LEVER_KEYS.every((key) => !isMoved(scenario, key));

function encode(scenario: Scenario): readonly LinkPair[] {
  return LEVER_KEYS.flatMap((key): readonly LinkPair[] => {
    const value = scenario.levers[key];
    return value === undefined || !isMoved(scenario, key) ? [] : [[key, value === Infinity ? 'inf' : String(value)]];
  });
}

function parseLever(key: LeverKey, text: string) {
  if (text === 'inf') return parsed(Infinity);
  const value = /^-?\d{1,4}(\.\d{1,20})?$/.test(text) ? Number(text) : NaN;
  return value === clampLever(key, value)
    ? parsed(value)
    : refused(`a lever is a number from ${leastOf(key)} to ${MAX_LEVER}, or inf`);
}

function decode(texts: LinkTexts) {
  let scenario: Scenario = { levers: {} };
  const dropped: DroppedField[] = [];
  for (const key of LEVER_KEYS) {
    const lever = decodeOne(texts, key, (text) => parseLever(key, text));
    dropped.push(...lever.dropped);
    if (lever.value !== undefined) scenario = withLever(scenario, key, lever.value);
  }
  return { value: scenario, dropped };
}

/** `data=0.5&compute=2&communication=inf`. */
export const scenarioField: ViewField<Scenario> = {
  initial: { levers: {} },
  urlNames: LEVER_KEYS,
  encode,
  decode,
  undo: 'step',
};

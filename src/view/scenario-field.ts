import { type LeverKey, type Scenario } from '../replay/scenario.ts';
import {
  decodeOne,
  type DroppedField,
  type LinkPair,
  type LinkTexts,
  parsed,
  refused,
  type ViewField,
} from './field.ts';
import { LEVER_KEYS } from './link-names.ts';

/** A lever says how many times faster its class is; infinity removes the cost. */
export const MIN_LEVER = 0.01;
export const MAX_LEVER = 1000;

/** The nearest value a lever may have: 1 where the number says nothing. */
export function clampLever(value: number): number {
  if (Number.isNaN(value)) return 1;
  if (value === Infinity) return Infinity;
  return Math.min(Math.max(value, MIN_LEVER), MAX_LEVER);
}

/** The scenario with one lever moved; a lever at 1 is absent, so that equal scenarios look equal. */
export function withLever(scenario: Scenario, key: LeverKey, value: number): Scenario {
  const { [key]: _moved, ...others } = scenario.levers;
  const clamped = clampLever(value);
  return { levers: clamped === 1 ? others : { ...others, [key]: clamped } };
}

/** True where no lever is moved. */
export const isUnchanged = (scenario: Scenario): boolean =>
  LEVER_KEYS.every((key) => (scenario.levers[key] ?? 1) === 1);

function encode(scenario: Scenario): readonly LinkPair[] {
  return LEVER_KEYS.flatMap((key): readonly LinkPair[] => {
    const value = scenario.levers[key] ?? 1;
    return value === 1 ? [] : [[key, value === Infinity ? 'inf' : String(value)]];
  });
}

function parseLever(text: string) {
  if (text === 'inf') return parsed(Infinity);
  if (!/^\d{1,4}(\.\d{1,20})?$/.test(text)) return refused('a lever is a number from 0.01 to 1000, or inf');
  const value = Number(text);
  return value === clampLever(value) ? parsed(value) : refused('a lever is a number from 0.01 to 1000, or inf');
}

function decode(texts: LinkTexts) {
  let scenario: Scenario = { levers: {} };
  const dropped: DroppedField[] = [];
  for (const key of LEVER_KEYS) {
    const lever = decodeOne(texts, key, parseLever);
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

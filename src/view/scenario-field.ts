import { type LeverKey } from '../replay/levers.ts';
import { isNamePattern } from '../base/name-pattern.ts';
import { type Said, say } from '../base/say.ts';
import { type KnownKey, type Scenario } from '../replay/scenario.ts';
import {
  decodeEach,
  decodeOne,
  type DroppedField,
  type LinkPair,
  type LinkTexts,
  parsed,
  refused,
  type ViewField,
} from './field.ts';
import {
  type Bounds,
  isWithin,
  KNOWN_BOUNDS,
  KNOWN_NAMES,
  LEVER_BOUNDS,
  LEVER_KEYS,
  type LeverBounds,
} from './link-names.ts';
import { formatNumbers, parseNumbers } from './told-fields.ts';

/** Numbers in links have no exponent. */
const NEAR_ZERO = 1e-6;

/** The nearest value a lever may have: the neutral one, or the least, where the number says nothing. */
export function clampLever(key: LeverKey, value: number): number {
  const { neutral, least, most, whole, removes } = LEVER_BOUNDS[key];
  if (Number.isNaN(value)) return neutral ?? least;
  if (value === Infinity && removes === true) return Infinity;
  const clamped = Math.min(Math.max(value, least), most);
  if (whole === true) return Math.round(clamped);
  return Math.abs(clamped) < NEAR_ZERO ? 0 : clamped;
}

/** The scenario with one lever moved; a lever at its neutral value, or at undefined, is absent, so that equal scenarios look equal. */
export function withLever(scenario: Scenario, key: LeverKey, value: number | undefined): Scenario {
  const { [key]: _moved, ...others } = scenario.levers;
  if (value === undefined) return { ...scenario, levers: others };
  const clamped = clampLever(key, value);
  return { ...scenario, levers: clamped === LEVER_BOUNDS[key].neutral ? others : { ...others, [key]: clamped } };
}

const isMoved = (scenario: Scenario, key: LeverKey): boolean =>
  scenario.levers[key] !== undefined && scenario.levers[key] !== LEVER_BOUNDS[key].neutral;

/** True where no lever is moved. */
export const isUnchanged = (scenario: Scenario): boolean => LEVER_KEYS.every((key) => !isMoved(scenario, key));

/** What the user tells beside the levers. */
export interface Given {
  readonly known?: Scenario['known'];
  readonly named?: string | undefined;
  readonly embedding?: string | undefined;
  readonly module?: string | undefined;
  /** Names of call sites, and numbers of ranks; all where there are none. */
  readonly syncSites?: readonly string[] | undefined;
  readonly ranks?: readonly number[] | undefined;
}

const PATTERN_NAMES = { kernels: 'named', embeddings: 'embedding', modules: 'module' } as const;
const KNOWN_PREFIX = 'known.';
const MAX_SITES = 100;
const MAX_SITE_NAME = 300;

/** The scenario with other things told; empty ones are absent, so that equal scenarios look equal. */
export function withGiven(
  { levers }: Scenario,
  { known, named, embedding, module, syncSites, ranks }: Given,
): Scenario {
  const told = Object.fromEntries(
    KNOWN_NAMES.flatMap((key) => {
      const value = known?.[key];
      return value !== undefined && isWithin(KNOWN_BOUNDS[key], value) ? [[key, value]] : [];
    }),
  );
  return {
    levers,
    ...(syncSites !== undefined && syncSites.length > 0 && { syncSites }),
    ...(ranks !== undefined && ranks.length > 0 && { ranks }),
    ...(Object.keys(told).length > 0 && { known: told }),
    ...(named !== undefined && isNamePattern(named) && { named }),
    ...(embedding !== undefined && isNamePattern(embedding) && { embedding }),
    ...(module !== undefined && isNamePattern(module) && { module }),
  };
}

/** True where two scenarios tell the same beside their levers. */
export const sameGiven = (one: Scenario, other: Scenario): boolean =>
  JSON.stringify(encodeGiven(one)) === JSON.stringify(encodeGiven(other));

function encodeGiven(scenario: Scenario): readonly LinkPair[] {
  const known = KNOWN_NAMES.flatMap((key): readonly LinkPair[] => {
    const value = scenario.known?.[key];
    return value === undefined ? [] : [[KNOWN_PREFIX + key, decimal(value)]];
  });
  const patterns = (['kernels', 'embeddings', 'modules'] as const).flatMap((name): readonly LinkPair[] => {
    const text = scenario[PATTERN_NAMES[name]];
    return text === undefined ? [] : [[name, text]];
  });
  const sites = (scenario.syncSites ?? []).map((site) => ['site', site] as const);
  const ranks = scenario.ranks === undefined ? [] : [['repair', formatNumbers(scenario.ranks)] as const];
  return [...known, ...patterns, ...sites, ...ranks];
}

const decimal = (value: number): string => value.toFixed(12).replace(/\.?0+$/, '');

function decodeGiven(texts: LinkTexts): { readonly given: Given; readonly dropped: readonly DroppedField[] } {
  const dropped: DroppedField[] = [];
  const known: Partial<Record<KnownKey, number>> = {};
  for (const key of KNOWN_NAMES) {
    const field = decodeOne(texts, KNOWN_PREFIX + key, (text) =>
      /^\d{1,10}(\.\d{1,12})?$/.test(text) && isWithin(KNOWN_BOUNDS[key], Number(text))
        ? parsed(Number(text))
        : refused(wantedOf(KNOWN_BOUNDS[key])),
    );
    dropped.push(...field.dropped);
    if (field.value !== undefined) known[key] = field.value;
  }
  const pattern = (name: keyof typeof PATTERN_NAMES): string | undefined => {
    const field = decodeOne(texts, name, (text) =>
      isNamePattern(text) ? parsed(text) : refused(say`is no part of a name`),
    );
    dropped.push(...field.dropped);
    return field.value;
  };
  const sites = decodeEach(texts.get('site') ?? [], 'site', MAX_SITES, (text) =>
    text !== '' && text.length <= MAX_SITE_NAME ? parsed(text) : refused(say`is no name of a call`),
  );
  const ranks = decodeOne(texts, 'repair', parseNumbers);
  dropped.push(...sites.dropped, ...ranks.dropped);
  const patterns = { named: pattern('kernels'), embedding: pattern('embeddings'), module: pattern('modules') };
  return { given: { known, ...patterns, syncSites: sites.value, ranks: ranks.value }, dropped };
}

function encode(scenario: Scenario): readonly LinkPair[] {
  return [...encodeLevers(scenario), ...encodeGiven(scenario)];
}

function encodeLevers(scenario: Scenario): readonly LinkPair[] {
  return LEVER_KEYS.flatMap((key): readonly LinkPair[] => {
    const value = scenario.levers[key];
    return value === undefined || !isMoved(scenario, key) ? [] : [[key, value === Infinity ? 'inf' : String(value)]];
  });
}

function parseLever(key: LeverKey, text: string) {
  const value = text === 'inf' ? Infinity : /^-?\d{1,4}(\.\d{1,24})?$/.test(text) ? Number(text) : NaN;
  return value === clampLever(key, value) ? parsed(value) : refused(wantedOf(LEVER_BOUNDS[key]));
}

function wantedOf({ least: exact, most, whole, removes }: Bounds & Partial<LeverBounds>): Said {
  const least = Number(exact.toPrecision(3));
  if (removes === true) return say`is no number from ${least} to ${most}, nor inf`;
  return whole === true ? say`is no whole number from ${least} to ${most}` : say`is no number from ${least} to ${most}`;
}

function decode(texts: LinkTexts) {
  let scenario: Scenario = { levers: {} };
  const dropped: DroppedField[] = [];
  for (const key of LEVER_KEYS) {
    const lever = decodeOne(texts, key, (text) => parseLever(key, text));
    dropped.push(...lever.dropped);
    if (lever.value !== undefined) scenario = withLever(scenario, key, lever.value);
  }
  const { given, dropped: others } = decodeGiven(texts);
  return { value: withGiven(scenario, given), dropped: [...dropped, ...others] };
}

/** `data=0.5&compute=2&communication=inf`. */
export const scenarioField: ViewField<Scenario> = {
  initial: { levers: {} },
  urlNames: [
    ...LEVER_KEYS,
    ...KNOWN_NAMES.map((key) => KNOWN_PREFIX + key),
    ...Object.keys(PATTERN_NAMES),
    'site',
    'repair',
  ],
  encode,
  decode,
  undo: 'step',
};

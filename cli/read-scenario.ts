import { isNamePattern } from '../src/base/name-pattern.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { isLeverKey, isLeverValue, type LeverKey, LEVERS, leverRow } from '../src/replay/levers.ts';
import { type LeverRow } from '../src/replay/levers/lever-row.ts';
import { isWithin, KNOWN_BOUNDS } from '../src/view/link-names.ts';
import { parseNumbers } from '../src/view/told-fields.ts';
import { KNOWN_KEYS, type KnownKey, type Scenario } from '../src/replay/scenario.ts';

const KNOWN_PREFIX = 'known.';
/** Names of `--what-if` that hold a text and not a number. */
const PATTERNS = { kernels: 'named', embeddings: 'embedding', modules: 'module' } as const;

const bad = (userMessage: string): Result<never> =>
  fail({ code: 'bad-arguments', userMessage, hint: 'See whystall --help.' });

type Draft = { -readonly [K in keyof Scenario]: Scenario[K] };

/** `data=inf,workers=4,pinned=on,cache=50%,known.cores=8,kernels=gemm*,site=CALL|CALL,repair=2+8-9` as a scenario. */
export function readScenario(text: string): Result<Scenario> {
  let scenario: Draft = { levers: {} };
  const seen = new Set<string>();
  for (const part of text.split(',')) {
    const [name = '', value = '', ...rest] = part.trim().split('=');
    if (seen.has(name)) return bad(`--what-if names ${name} twice.`);
    seen.add(name);
    const read = rest.length > 0 ? wrongPart(name, part) : readPart(name, value, part);
    if (!read.ok) return read;
    const levers = { ...scenario.levers, ...read.value.levers };
    const known = { ...scenario.known, ...read.value.known };
    scenario = { ...scenario, ...read.value, levers, ...(Object.keys(known).length > 0 && { known }) };
  }
  return ok(scenario);
}

function readPart(name: string, value: string, part: string): Result<Partial<Scenario>> {
  if (name === 'kernels' || name === 'embeddings' || name === 'modules') {
    if (!isNamePattern(value)) return bad(`--what-if wants ${name}=TEXT with part of a name, not "${part.trim()}".`);
    return ok({ [PATTERNS[name]]: value });
  }
  if (name === 'site') {
    const sites = value.split('|').map((site) => site.trim());
    return sites.includes('') ? bad(`--what-if wants site=CALL|CALL, not "${part.trim()}".`) : ok({ syncSites: sites });
  }
  if (name === 'repair') {
    const ranks = parseNumbers(value.replaceAll('+', ','));
    return 'reason' in ranks ? bad(`--what-if wants repair=2+8-9, not "${part.trim()}".`) : ok({ ranks: ranks.value });
  }
  if (name.startsWith(KNOWN_PREFIX)) return readKnown(name.slice(KNOWN_PREFIX.length), value, part);
  if (!isLeverKey(name)) {
    return bad(`--what-if has no lever "${name}"; there are ${LEVERS.map((row) => row.key).join(', ')}.`);
  }
  const number = numberOf(leverRow(name), value);
  if (number === undefined || !isLeverValue(name, number)) return wrongPart(name, part);
  const levers: Partial<Record<LeverKey, number>> = { [name]: number };
  return ok({ levers });
}

function readKnown(key: string, value: string, part: string): Result<Partial<Scenario>> {
  const known = KNOWN_KEYS.find((name) => name === key);
  if (known === undefined) return bad(`--what-if knows nothing of "${key}"; there are ${KNOWN_KEYS.join(', ')}.`);
  const number = plainNumber(value);
  const { least, most, whole } = KNOWN_BOUNDS[known];
  if (number === undefined || !isWithin(KNOWN_BOUNDS[known], number)) {
    const wanted = `${whole === true ? 'a whole number' : 'a number'} from ${least} to ${most}`;
    return bad(`--what-if wants known.${key}=N with ${wanted}, not "${part.trim()}".`);
  }
  const values: Partial<Record<KnownKey, number>> = { [known]: number };
  return ok({ known: values });
}

const plainNumber = (text: string): number | undefined =>
  /^-?\d*\.?\d+(e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;

function numberOf({ unit }: LeverRow, text: string): number | undefined {
  if (text === 'inf') return unit === 'times faster' ? Infinity : undefined;
  if (unit === 'switch' && (text === 'on' || text === 'off')) return text === 'on' ? 1 : 0;
  if (unit === 'share' && text.endsWith('%')) {
    const percent = plainNumber(text.slice(0, -1));
    return percent === undefined ? undefined : percent / 100;
  }
  return plainNumber(text);
}

function wrongPart(name: string, part: string): Result<never> {
  const wanted = isLeverKey(name) ? wantedOf(leverRow(name)) : 'one number';
  return bad(`--what-if wants ${name}=N with ${wanted}, not "${part.trim()}".`);
}

/** What a value of a lever may be, as a clause. */
export function wantedOf({ unit, min, max }: LeverRow): string {
  switch (unit) {
    case 'times faster':
      return 'a number above 0 or inf';
    case 'switch':
      return 'on or off';
    case 'count':
      return `a whole number from ${min} to ${max}`;
    case 'share':
      return `a share from ${Number((100 * min).toFixed(1))}% to ${100 * max}%`;
    case 'times':
    case 'way':
      return `a number from ${min} to ${max}`;
  }
}

/** `2x faster`, `cost removed`, `on`, `4`, `50 %`: a value of a lever in plain words. */
export function leverWords({ unit }: LeverRow, value: number): string {
  switch (unit) {
    case 'times faster':
      if (value === Infinity) return 'cost removed';
      return value >= 1 ? `${value}x faster` : `${Number((1 / value).toPrecision(4))}x slower`;
    case 'switch':
      return value === 0 ? 'off' : 'on';
    case 'share':
      return `${Number((100 * value).toPrecision(4))} %`;
    case 'times':
      return `${value}x as much`;
    case 'count':
    case 'way':
      return String(value);
  }
}

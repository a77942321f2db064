import { parseArgs } from 'node:util';
import { isNamePattern, MAX_NAME_PATTERN } from '../src/base/name-pattern.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { type FailRule, readFailRules } from './fail-on.ts';
import { LEVERS, type LeverKey, type Scenario } from '../src/replay/scenario.ts';

export interface ReportCommand {
  readonly kind: 'report';
  readonly files: readonly string[];
  readonly json: boolean;
  readonly markdown?: true;
  readonly scenario: Scenario | undefined;
  /** The rank's own number, as the trace says it. */
  readonly rank: number | undefined;
  /** Ranks are counted host by host. */
  readonly gpusPerHost?: number | undefined;
  /** Names of events that each begin a step. */
  readonly stepPattern?: string;
  /** Path of a file of patterns. */
  readonly patternsFile?: string;
  /** The report fails where one of these holds. */
  readonly failOn?: readonly FailRule[];
}

export type Command = ReportCommand | { readonly kind: 'help' } | { readonly kind: 'version' };

export const USAGE = `Usage: whystall report FILE... [OPTION...]

Says where a training step goes, from profiler timelines: files (.json, .json.gz), one
per rank, or folders and archives (.zip, .tar.gz) of them.

  --json             print the report as JSON (docs/cli.md says what each field means)
  --markdown         print it as Markdown
  --what-if LEVERS   predict the step time with some classes faster or slower, such as
                     data=inf,compute=2 (${LEVERS.map((lever) => lever.key).join(', ')}): 2 is twice as fast,
                     0.5 half as fast, inf removes the cost
  --rank N           only this rank, by its own number
  --gpus-per-host N  tells interconnect from network where the files name no hosts
  --steps NAME       events of this name each begin a step: text the name contains,
                     * for any text, ^ and $ for its ends
  --patterns FILE    JSON list of {"pattern": NAME, "class": CLASS}: what your own names mean
  --fail-on RULE     exit with 1 where a rule holds, such as 'data>20%' or 'sync>=300us,step>120ms':
                     mean per step of a class or part of one, in % of the step, us or ms
  --help             this text
  --version          the version

Exit code: 0; 1 where a rule of --fail-on holds; 2 for input that is no trace or for bad arguments; 3 for a bug.`;

const bad = (userMessage: string): Result<never> =>
  fail({ code: 'bad-arguments', userMessage, hint: 'See whystall --help.' });

/** Reads the arguments after the program's name. Fails with `bad-arguments` and one plain sentence. */
export function readArguments(argv: readonly string[]): Result<Command> {
  const parsed = parse(argv);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return ok({ kind: 'help' });
  if (values.version === true) return ok({ kind: 'version' });

  const [command, ...files] = positionals;
  if (command === undefined) return bad('No command given.');
  if (command !== 'report') return bad(`There is no command "${command}"; there is "report".`);
  if (files.length === 0) return bad('No file given to report on.');
  const scenario = values['what-if'] === undefined ? ok(undefined) : readScenario(values['what-if'].join(','));
  if (!scenario.ok) return scenario;
  if (values.rank !== undefined && !/^\d{1,9}$/.test(values.rank)) {
    return bad(`--rank wants a rank's number, not "${values.rank}".`);
  }
  const perHost = values['gpus-per-host'];
  if (perHost !== undefined && !/^[1-9]\d{0,4}$/.test(perHost)) {
    return bad(`--gpus-per-host wants a number from 1 on, not "${perHost}".`);
  }
  if (values.json === true && values.markdown === true) return bad('--json and --markdown exclude each other.');
  if (values.steps !== undefined && !isNamePattern(values.steps)) {
    return bad(`--steps wants a text of at most ${MAX_NAME_PATTERN} characters that says more than "*".`);
  }
  const failOn = values['fail-on'] === undefined ? ok(undefined) : readFailRules(values['fail-on'].join(','));
  if (!failOn.ok) return failOn;
  const rank = values.rank === undefined ? undefined : Number(values.rank);
  return ok({
    kind: 'report',
    files,
    json: values.json === true,
    scenario: scenario.value,
    rank,
    ...(perHost !== undefined && { gpusPerHost: Number(perHost) }),
    ...(values.markdown === true && { markdown: true }),
    ...(values.steps !== undefined && { stepPattern: values.steps }),
    ...(values.patterns !== undefined && { patternsFile: values.patterns }),
    ...(failOn.value !== undefined && { failOn: failOn.value }),
  });
}

function parse(argv: readonly string[]) {
  try {
    const options = {
      json: { type: 'boolean' },
      'what-if': { type: 'string', multiple: true },
      rank: { type: 'string' },
      'gpus-per-host': { type: 'string' },
      markdown: { type: 'boolean' },
      steps: { type: 'string' },
      patterns: { type: 'string' },
      'fail-on': { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    } as const;
    return ok(parseArgs({ args: [...argv], options, allowPositionals: true }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return bad(`${message.split('. ')[0]?.replace(/\.$/, '') ?? message}.`);
  }
}

/** `data=0.5,compute=inf` as a scenario. */
export function readScenario(text: string): Result<Scenario> {
  const levers: Partial<Record<LeverKey, number>> = {};
  for (const part of text.split(',')) {
    const [name = '', value = '', ...rest] = part.trim().split('=');
    const lever = LEVERS.find((row) => row.key === name);
    if (lever === undefined) {
      const known = LEVERS.map((row) => row.key).join(', ');
      return bad(`--what-if has no lever "${name}"; there are ${known}.`);
    }
    const factor = value === 'inf' ? Infinity : /^\d*\.?\d+(e[+-]?\d+)?$/i.test(value) ? Number(value) : NaN;
    if (rest.length > 0 || !(factor > 0) || (factor === Infinity && value !== 'inf')) {
      return bad(`--what-if wants ${name}=N with a number above 0 or inf, not "${part.trim()}".`);
    }
    if (levers[lever.key] !== undefined) return bad(`--what-if names ${name} twice.`);
    levers[lever.key] = factor;
  }
  return ok({ levers });
}

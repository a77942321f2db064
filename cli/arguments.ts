import { parseArgs } from 'node:util';
import { isNamePattern, MAX_NAME_PATTERN } from '../src/base/name-pattern.ts';
import { inEnglish } from '../src/base/say.ts';
import { type LoadChoice } from '../src/model/timeline.ts';
import { loadField } from '../src/view/load-field.ts';
import { type Account } from '../src/view/account-field.ts';
import { parseNumbers } from '../src/view/told-fields.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { type FailRule, readFailRules } from './fail-on.ts';
import { type Scenario } from '../src/replay/scenario.ts';
import { readCost } from './read-cost.ts';
import { readScenario } from './read-scenario.ts';

/** What the user says about a run, whatever is asked of it. */
export interface RunOptions {
  /** The rank's own number, as the trace says it. */
  readonly rank: number | undefined;
  /** Ranks are counted host by host. */
  readonly gpusPerHost?: number | undefined;
  /** The rank of each file that does not say its own, in the order of the files. */
  readonly rankNumbers?: readonly number[];
  /** Names of events that each begin a step. */
  readonly stepPattern?: string;
  /** Path of a file of patterns. */
  readonly patternsFile?: string;
  /** Only these steps and ranks are loaded. */
  readonly load?: LoadChoice;
}

interface Printed {
  readonly json: boolean;
  readonly markdown?: true;
}

export interface ReportCommand extends RunOptions, Printed {
  readonly kind: 'report';
  readonly files: readonly string[];
  readonly scenario: Scenario | undefined;
  /** The report fails where one of these holds. */
  readonly failOn?: readonly FailRule[];
  /** Shares the step out to classes, too. */
  readonly attribute?: true;
  /** Figures of the machine and the run: what they come to is told, too. */
  readonly account?: Account;
  /** A run of the same job with another batch, from which the lever `batch` learns what does not grow. */
  readonly batchFrom?: string;
}

/** Lists the levers, and why each is on or off for the trace. */
export interface LeversCommand extends RunOptions, Printed {
  readonly kind: 'levers';
  readonly files: readonly string[];
  /** What is known of the run; it moves no lever. */
  readonly scenario: Scenario | undefined;
  /** Shares the step out to classes, too. */
  readonly attribute: boolean;
}

/** Holds a run recorded after a fix against the one before, and against what the replay promised. */
export interface VerifyCommand extends RunOptions, Printed {
  readonly kind: 'verify';
  readonly before: string;
  readonly after: string;
  readonly scenario: Scenario | undefined;
  /** Compare also what differs in more than a fix. */
  readonly anyway: boolean;
  /** The command compare: nothing is promised, and names of kernels, copies and calls are listed. */
  readonly names?: true;
}

export type Command =
  ReportCommand | LeversCommand | VerifyCommand | { readonly kind: 'help' } | { readonly kind: 'version' };

export const USAGE = `Usage: whystall report FILE... [OPTION...]
       whystall levers FILE... [OPTION...]
       whystall compare A B [OPTION...]
       whystall verify BEFORE AFTER [--what-if LEVERS] [OPTION...]

report  says where a training step goes, from profiler timelines: files (.json, .json.gz),
        one per rank, or folders and archives (.zip, .tar.gz) of them
levers  lists what could be faster, and why each lever is on or off for this trace
compare holds two runs against each other: class by class, and the names that moved most
verify  holds the run recorded after a fix against the one before: what was promised and
        what was achieved, class by class


  --json             print the report as JSON (docs/cli.md says what each field means)
  --markdown         print it as Markdown
  --what-if LEVERS   predict the step time with levers moved, such as data=inf,compute=2,workers=4,
                     pinned=on: 2 is twice as fast, 0.5 half as fast, inf removes the cost; the
                     command levers lists them. known.cores=8 says what the trace does not,
                     for levers too
  --attribute        report, levers: shares the step out to what it waits for, alone and together
  --cost FIGURES     report: what a step, a day and the run cost, by your figures, such as
                     price=2.5,gpus=8,idlew=90,busyw=650,pue=1.2,co2=400,samples=256,runsteps=9e4
  --batch-from FILE  report: a run with another batch; batch=4 then rests on both
  --anyway           compare, verify: also runs of other devices, ranks, batches or kinds of steps
  --rank N           only this rank, by its own number
  --gpus-per-host N  tells interconnect from network where the files name no hosts
  --load-steps A-B   load only these steps, by their own numbers: for traces too large for memory
  --load-ranks LIST  load only these ranks, such as 0,3-5
  --ranks LIST       which rank each file is that does not say it, in the order given: 0-3,8
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
  if (command !== 'report' && command !== 'levers' && command !== 'compare' && command !== 'verify') {
    return bad(`There is no command "${command}"; there are "report", "levers", "compare" and "verify".`);
  }
  if (files.length === 0) return bad(`No file given to ${command === 'report' ? 'report on' : 'read'}.`);
  const scenario = values['what-if'] === undefined ? ok(undefined) : readScenario(values['what-if'].join(','));
  if (!scenario.ok) return scenario;
  if (values.rank !== undefined && !/^\d{1,9}$/.test(values.rank)) {
    return bad(`--rank wants a rank's number, not "${values.rank}".`);
  }
  const perHost = values['gpus-per-host'];
  if (perHost !== undefined && !/^[1-9]\d{0,4}$/.test(perHost)) {
    return bad(`--gpus-per-host wants a number from 1 on, not "${perHost}".`);
  }
  const ranks = values.ranks === undefined ? { value: [] } : parseNumbers(values.ranks);
  if ('reason' in ranks) return bad(`--ranks ${inEnglish(ranks.reason)}.`);
  const load = loadField.decode(
    new Map([
      ['load', values['load-steps'] === undefined ? [] : [values['load-steps']]],
      ['loadranks', values['load-ranks'] === undefined ? [] : [values['load-ranks']]],
    ]),
  );
  const [badLoad] = load.dropped;
  if (badLoad !== undefined)
    return bad(`--load-${badLoad.field === 'load' ? 'steps' : 'ranks'} ${inEnglish(badLoad.reason)}.`);
  if (values.json === true && values.markdown === true) return bad('--json and --markdown exclude each other.');
  if (values.steps !== undefined && !isNamePattern(values.steps)) {
    return bad(`--steps wants a text of at most ${MAX_NAME_PATTERN} characters that says more than "*".`);
  }
  const failOn = values['fail-on'] === undefined ? ok(undefined) : readFailRules(values['fail-on'].join(','));
  if (!failOn.ok) return failOn;
  const account = values.cost === undefined ? ok(undefined) : readCost(values.cost.join(','));
  if (!account.ok) return account;
  const rank = values.rank === undefined ? undefined : Number(values.rank);
  const asked = {
    json: values.json === true,
    rank,
    ...(perHost !== undefined && { gpusPerHost: Number(perHost) }),
    ...(ranks.value.length > 0 && { rankNumbers: ranks.value }),
    ...(load.value !== undefined && { load: load.value }),
    ...(values.markdown === true && ({ markdown: true } as const)),
    ...(values.steps !== undefined && { stepPattern: values.steps }),
    ...(values.patterns !== undefined && { patternsFile: values.patterns }),
  };
  const misplaced = misplacedOption(command, values);
  if (misplaced !== undefined) return bad(`--${misplaced} is not for the command ${command}.`);
  if (command === 'levers') {
    if (Object.keys(scenario.value?.levers ?? {}).length > 0) {
      return bad(
        'levers tries each lever by itself: --what-if takes only what you know of the run, such as known.cores=8.',
      );
    }
    return ok({ kind: 'levers', files, scenario: scenario.value, attribute: values.attribute === true, ...asked });
  }
  if (command === 'verify' || command === 'compare') {
    const [before, after, ...rest] = files;
    if (before === undefined || after === undefined || rest.length > 0) {
      return bad(`${command} wants two runs, each a file, a folder or an archive: the one before and the one after.`);
    }
    const names = command === 'compare' && ({ names: true } as const);
    const anyway = values.anyway === true;
    return ok({ kind: 'verify', before, after, scenario: scenario.value, anyway, ...names, ...asked });
  }
  return ok({
    kind: 'report',
    files,
    scenario: scenario.value,
    ...asked,
    ...(failOn.value !== undefined && { failOn: failOn.value }),
    ...(values.attribute === true && ({ attribute: true } as const)),
    ...(account.value !== undefined && { account: account.value }),
    ...(values['batch-from'] !== undefined && { batchFrom: values['batch-from'] }),
  });
}

/** An option that another command has. */
function misplacedOption(
  command: 'report' | 'levers' | 'compare' | 'verify',
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const wrong = {
    report: ['anyway'],
    levers: ['anyway', 'fail-on', 'cost', 'batch-from'],
    compare: ['what-if', 'fail-on', 'attribute', 'cost', 'batch-from'],
    verify: ['fail-on', 'attribute', 'cost', 'batch-from'],
  }[command];
  return wrong.find((name) => values[name] !== undefined);
}

function parse(argv: readonly string[]) {
  try {
    const options = {
      json: { type: 'boolean' },
      'what-if': { type: 'string', multiple: true },
      rank: { type: 'string' },
      'gpus-per-host': { type: 'string' },
      markdown: { type: 'boolean' },
      ranks: { type: 'string' },
      'load-steps': { type: 'string' },
      'load-ranks': { type: 'string' },
      steps: { type: 'string' },
      patterns: { type: 'string' },
      'fail-on': { type: 'string', multiple: true },
      anyway: { type: 'boolean' },
      attribute: { type: 'boolean' },
      cost: { type: 'string', multiple: true },
      'batch-from': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    } as const;
    return ok(parseArgs({ args: [...argv], options, allowPositionals: true }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return bad(`${message.split('. ')[0]?.replace(/\.$/, '') ?? message}.`);
  }
}

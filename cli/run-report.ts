import { fail, ok, type Result } from '../src/base/result.ts';
import { inEnglish, say } from '../src/base/say.ts';
import { inFigure } from '../src/base/step-figure.ts';
import { type OpenedTrace, type OpenOptions, type ReplayReady } from '../src/engine/protocol.ts';
import { stepsOf as stepsOfRank } from '../src/ledger/build-ledger.ts';
import { type RunSide } from '../src/ledger/compare.ts';
import { buildVerdict } from '../src/ledger/verdict.ts';
import { usualSteps } from '../src/model/find-steps-odd.ts';
import { batchCosts } from '../src/replay/batch-costs.ts';
import { type Scenario } from '../src/replay/scenario.ts';
import { type ReportCommand } from './arguments.ts';
import { attributeStep, openOptions, openTrace, prepareReplay, replayScenario } from './ask-engine.ts';
import { costReport } from './cost-report.ts';
import { openFiles } from './open-files.ts';
import { brokenRules } from './fail-on.ts';
import { printMarkdown } from './print-markdown.ts';
import { printText, type TextOptions } from './print-text.ts';
import { reportRanks } from './report-ranks.ts';
import { findRank, type Report, reportJson, reportOf } from './report.ts';

/** A report, and the sentences of the rules of `--fail-on` that hold. */
export interface DoneReport {
  readonly text: string;
  readonly broken: readonly string[];
}

/** Opens the files, replays the scenario where there is one, and gives the report as text, Markdown or JSON. */
export async function runReport(command: ReportCommand, { colour }: { colour: boolean }): Promise<Result<DoneReport>> {
  const options = await openOptions(command);
  if (!options.ok) return options;
  const sources = await openFiles(command.files);
  if (!sources.ok) return sources;
  const held = await openTrace(sources.value, options.value, command.load);
  if (!held.ok) return held;
  const prepare = await prepareReplay(held.value);
  if (!prepare.ok) return prepare;
  const opened = { ...held.value.opened, ...prepare.value };

  const only = command.rank === undefined ? ok(undefined) : findRank(opened.timeline, command.rank);
  if (!only.ok) return only;
  const rank = only.value ?? 0;
  const scenario = await scenarioOf(command, options.value, { ...opened, rank });
  if (!scenario.ok) return scenario;
  const replay = scenario.value === undefined ? ok(undefined) : await replayScenario(held.value, scenario.value);
  if (!replay.ok) return replay;
  const ranks = reportRanks(opened);
  const attribution = command.attribute === true ? await attributeStep(held.value) : ok(undefined);
  if (!attribution.ok) return attribution;
  const told = reportOf(opened, replay.value, only.value, ranks);
  const report = {
    ...told,
    ...(attribution.value && { attribution: attribution.value }),
    ...(command.account && {
      cost: costReport(opened, command.account, rank, stepsOf(told, opened, rank), replay.value),
    }),
  };
  const words = wordsOf(opened, rank);
  const text = command.json
    ? reportJson(report)
    : command.markdown === true
      ? printMarkdown(report, words)
      : printText(report, { ...words, colour });
  return ok({ text, broken: brokenRules(command.failOn ?? [], report) });
}

/** The verdict of the page on one rank (a position in `Timeline.ranks`). */
function wordsOf(opened: OpenedTrace & ReplayReady, rank: number): Pick<TextOptions, 'verdict' | 'cannotTell'> {
  const verdict = buildVerdict({ ...opened, rank });
  return {
    verdict: verdict.sentences.map(({ text }) => inEnglish(text)),
    cannotTell: verdict.cannotTell.map(({ question, reason, remedy }) =>
      inEnglish(say`${question} ${reason} ${remedy}`),
    ),
  };
}

/** What the report tells of a step: as the prediction has it, else the figure of the replay over the usual steps. */
function stepsOf({ whatIf }: Report, { timeline, figure }: OpenedTrace & ReplayReady, rank: number) {
  if (whatIf !== undefined) return { measuredUs: whatIf.measuredStepUs, predictedUs: whatIf.predictedStepUs };
  const durations = usualSteps(stepsOfRank(timeline, rank)).map(({ start, end }) => end - start);
  return { measuredUs: inFigure(figure, durations), predictedUs: undefined };
}

/** The scenario asked for; with `--batch-from` what two batches tell is known besides. */
async function scenarioOf(
  { scenario, batchFrom, load }: ReportCommand,
  options: OpenOptions,
  run: RunSide,
): Promise<Result<Scenario | undefined>> {
  if (batchFrom === undefined) return ok(scenario);
  const sources = await openFiles([batchFrom]);
  if (!sources.ok) return sources;
  const other = await openTrace(sources.value, options, load);
  if (!other.ok) return fail({ ...other.failure, userMessage: say`${batchFrom}: ${other.failure.userMessage}` });
  const costs = batchCosts(run, { ...other.value.opened, rank: 0 }, scenario?.known?.batchTimes);
  if (costs.kind === 'silent') return fail({ code: 'bad-arguments', userMessage: costs.reason });
  return ok({ ...scenario, levers: scenario?.levers ?? {}, known: { ...costs.known, ...scenario?.known } });
}

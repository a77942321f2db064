import { ok, type Result } from '../src/base/result.ts';
import { inEnglish, say } from '../src/base/say.ts';
import { type OpenedTrace, type ReplayReady } from '../src/engine/protocol.ts';
import { buildVerdict } from '../src/ledger/verdict.ts';
import { type ReportCommand } from './arguments.ts';
import { attributeStep, openOptions, openTrace, prepareReplay, replayScenario } from './ask-engine.ts';
import { openFiles } from './open-files.ts';
import { brokenRules } from './fail-on.ts';
import { printMarkdown } from './print-markdown.ts';
import { printText, type TextOptions } from './print-text.ts';
import { reportRanks } from './report-ranks.ts';
import { findRank, reportJson, reportOf } from './report.ts';

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
  const replay = command.scenario === undefined ? ok(undefined) : await replayScenario(held.value, command.scenario);
  if (!replay.ok) return replay;
  const ranks = reportRanks(opened);
  const attribution = command.attribute === true ? await attributeStep(held.value) : ok(undefined);
  if (!attribution.ok) return attribution;
  const report = {
    ...reportOf(opened, replay.value, only.value, ranks),
    ...(attribution.value && { attribution: attribution.value }),
  };
  const words = wordsOf(opened, only.value ?? 0);
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

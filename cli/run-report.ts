import { ok, type Result } from '../src/base/result.ts';
import { createEngine, type Engine } from '../src/engine/create-engine.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../src/engine/protocol.ts';
import { buildVerdict } from '../src/ledger/verdict.ts';
import { type Scenario } from '../src/replay/scenario.ts';
import { type ReportCommand } from './arguments.ts';
import { lastReply, openOptions } from './ask-engine.ts';
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
  const engine = createEngine();
  const open = await lastReply(engine, {
    kind: 'open',
    id: 1,
    sources: sources.value,
    options: options.value,
    load: command.load,
  });
  if (!open.ok) return open;
  if (open.value.kind !== 'opened') throw new Error(`the engine answered ${open.value.kind}`);
  const prepare = await lastReply(engine, { kind: 'prepare', id: 2 });
  if (!prepare.ok) return prepare;
  if (prepare.value.kind !== 'replay-ready') throw new Error(`the engine answered ${prepare.value.kind}`);
  const opened = { ...open.value.opened, ...prepare.value.ready };

  const only = command.rank === undefined ? ok(undefined) : findRank(opened.timeline, command.rank);
  if (!only.ok) return only;
  const replay = await replayOf(engine, command.scenario);
  if (!replay.ok) return replay;
  const ranks = reportRanks(opened);
  const report = reportOf(opened, replay.value, only.value, ranks);
  const words = wordsOf(opened, only.value ?? 0);
  const text = command.json
    ? reportJson(report)
    : command.markdown === true
      ? printMarkdown(report, words)
      : printText(report, { ...words, colour });
  return ok({ text, broken: brokenRules(command.failOn ?? [], report) });
}

async function replayOf(engine: Engine, scenario: Scenario | undefined): Promise<Result<ReplayedTrace | undefined>> {
  if (scenario === undefined) return ok(undefined);
  const reply = await lastReply(engine, { kind: 'replay', id: 3, scenario });
  if (!reply.ok) return reply;
  if (reply.value.kind !== 'replayed') throw new Error(`the engine answered ${reply.value.kind}`);
  return ok(reply.value.replayed);
}

/** The verdict of the page on one rank (a position in `Timeline.ranks`). */
function wordsOf(opened: OpenedTrace & ReplayReady, rank: number): Pick<TextOptions, 'verdict' | 'cannotTell'> {
  const verdict = buildVerdict({ ...opened, rank });
  return {
    verdict: verdict.sentences.map(({ text }) => text),
    cannotTell: verdict.cannotTell.map(({ question, reason, remedy }) => `${question} ${reason} ${remedy}`),
  };
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type FailureCode } from '../src/base/failure.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { createEngine, type Engine } from '../src/engine/create-engine.ts';
import {
  type EngineReply,
  type EngineRequest,
  type OpenedTrace,
  type ReplayedTrace,
  type ReplayReady,
} from '../src/engine/protocol.ts';
import { readUserPatterns, type UserPattern } from '../src/ledger/user-patterns.ts';
import { buildVerdict } from '../src/ledger/verdict.ts';
import { type Scenario } from '../src/replay/scenario.ts';
import { type ReportCommand } from './arguments.ts';
import { openFiles, unreadable, userFolder } from './open-files.ts';
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
  const patterns = command.patternsFile === undefined ? ok(undefined) : await readPatterns(command.patternsFile);
  if (!patterns.ok) return patterns;
  const { stepPattern, gpusPerHost } = command;
  const options = { stepPattern, gpusPerHost, patterns: patterns.value };
  const sources = await openFiles(command.files);
  if (!sources.ok) return sources;
  const engine = createEngine();
  const open = await lastReply(engine, { kind: 'open', id: 1, sources: sources.value, options });
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
  const ranks = reportRanks(opened, { gpusPerHost: command.gpusPerHost });
  const report = reportOf(opened, replay.value, only.value, ranks);
  const words = wordsOf(opened, only.value ?? 0);
  const text = command.json
    ? reportJson(report)
    : command.markdown === true
      ? printMarkdown(report, words)
      : printText(report, { ...words, colour });
  return ok({ text, broken: brokenRules(command.failOn ?? [], report) });
}

/** The user's patterns from a JSON file. */
async function readPatterns(path: string): Promise<Result<readonly UserPattern[]>> {
  let text: string;
  try {
    text = await readFile(resolve(userFolder(), path), 'utf8');
  } catch {
    return fail(unreadable(`There is no file ${path} that can be read.`));
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return readUserPatterns(parsed);
  } catch {
    return fail({ code: 'bad-arguments', userMessage: `${path} is no JSON.` });
  }
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

/** Failures of the engine that are its own fault: they throw, so that the exit code says so. */
const BUGS: readonly FailureCode[] = ['internal'];

/** The reply that ends a request; `failed` as a Result. */
async function lastReply(
  engine: Engine,
  request: Exclude<EngineRequest, { kind: 'cancel' }>,
): Promise<Result<EngineReply>> {
  let last: EngineReply | undefined;
  for await (const reply of engine.run(request, new AbortController().signal)) last = reply;
  if (last === undefined) throw new Error('the engine gave no answer');
  if (last.kind !== 'failed') return ok(last);
  if (BUGS.includes(last.failure.code)) throw new Error(`${last.failure.userMessage} ${last.failure.detail ?? ''}`);
  return fail(last.failure);
}

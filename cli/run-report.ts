import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Failure, type FailureCode } from '../src/base/failure.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { createEngine, type Engine } from '../src/engine/create-engine.ts';
import {
  type EngineReply,
  type EngineRequest,
  type EngineSource,
  type OpenedTrace,
  type ReplayedTrace,
  type ReplayReady,
} from '../src/engine/protocol.ts';
import { buildVerdict } from '../src/ledger/verdict.ts';
import { type Scenario } from '../src/replay/scenario.ts';
import { type ReportCommand } from './arguments.ts';
import { printText, type TextOptions } from './print-text.ts';
import { reportRanks } from './report-ranks.ts';
import { findRank, reportJson, reportOf } from './report.ts';

/** Opens the files, replays the scenario where there is one, and gives the report as text or JSON. */
export async function runReport(command: ReportCommand, { colour }: { colour: boolean }): Promise<Result<string>> {
  const sources = await openFiles(command.files);
  if (!sources.ok) return sources;
  const engine = createEngine();
  const open = await lastReply(engine, { kind: 'open', id: 1, sources: sources.value });
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
  return ok(command.json ? reportJson(report) : printText(report, { ...wordsOf(opened, only.value ?? 0), colour }));
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

/** npm runs scripts in the root of the package: paths are meant from where the user stands. */
const userFolder = (): string =>
  process.env['npm_lifecycle_event'] === 'whystall' ? (process.env['INIT_CWD'] ?? process.cwd()) : process.cwd();

async function openFiles(paths: readonly string[]): Promise<Result<EngineSource[]>> {
  const sources: EngineSource[] = [];
  for (const path of paths) {
    const source = await openFile(path);
    if (!source.ok) return source;
    sources.push(source.value);
  }
  return ok(sources);
}

async function openFile(path: string): Promise<Result<EngineSource>> {
  const whole = resolve(userFolder(), path);
  try {
    const info = await stat(whole);
    if (!info.isFile()) return fail(unreadable(`${path} is not a file.`));
    return ok({ kind: 'blob', name: basename(whole), blob: await openAsBlob(whole) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return fail(unreadable(`There is no file ${path}.`));
    return fail(unreadable(`${path} cannot be read${code === '' ? '' : ` (${code})`}.`));
  }
}

const unreadable = (userMessage: string): Failure => ({ code: 'unreadable', userMessage });

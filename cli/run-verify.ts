import { createEngine } from '../src/engine/create-engine.ts';
import { type LoadChoice } from '../src/model/loaded-part.ts';
import { type OpenedTrace, type OpenOptions, type ReplayedTrace } from '../src/engine/protocol.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { refusalsOf } from '../src/ledger/comparable.ts';
import { type RunSide } from '../src/ledger/compare.ts';
import { type VerifyCommand } from './arguments.ts';
import { lastReply, openOptions } from './ask-engine.ts';
import { openFiles } from './open-files.ts';
import { printVerify, printVerifyMarkdown } from './print-verify.ts';
import { findRank, reportJson } from './report.ts';
import { verifyReport } from './verify-report.ts';

/** Opens both runs, replays the fix on the first and holds the promise against the second. */
export async function runVerify(command: VerifyCommand): Promise<Result<string>> {
  const asked = await openOptions(command);
  if (!asked.ok) return asked;
  const options = asked.value;
  const engine = createEngine();
  const before = await openRun(engine, command.before, options, command.load);
  if (!before.ok) return before;
  const after = await openRun(createEngine(), command.after, options, command.load);
  if (!after.ok) return after;
  const left = sideOf(before.value, command.rank);
  if (!left.ok) return left;
  const right = sideOf(after.value, command.rank);
  if (!right.ok) return right;
  const refusals = refusalsOf(left.value, right.value);
  if (refusals.length > 0 && !command.anyway) {
    return fail({
      code: 'bad-arguments',
      userMessage: refusals.map(({ sentence }) => sentence).join(' '),
      hint: 'These runs differ in more than a fix; --anyway compares them all the same.',
    });
  }
  const reply = await lastReply(engine, { kind: 'replay', id: 2, scenario: command.scenario ?? { levers: {} } });
  if (!reply.ok) return reply;
  if (reply.value.kind !== 'replayed') throw new Error(`the engine answered ${reply.value.kind}`);
  const promised: ReplayedTrace | undefined = command.scenario === undefined ? undefined : reply.value.replayed;
  const report = verifyReport(left.value, promised, right.value, refusals);
  if (command.json) return ok(reportJson(report));
  return ok(command.markdown ? printVerifyMarkdown(report) : printVerify(report));
}

async function openRun(
  engine: ReturnType<typeof createEngine>,
  path: string,
  options: OpenOptions,
  load: LoadChoice | undefined,
): Promise<Result<OpenedTrace>> {
  const sources = await openFiles([path]);
  if (!sources.ok) return sources;
  const reply = await lastReply(engine, { kind: 'open', id: 1, sources: sources.value, options, load });
  if (!reply.ok) return fail({ ...reply.failure, userMessage: `${path}: ${reply.failure.userMessage}` });
  if (reply.value.kind !== 'opened') throw new Error(`the engine answered ${reply.value.kind}`);
  return ok(reply.value.opened);
}

function sideOf({ timeline, ledger }: OpenedTrace, number: number | undefined): Result<RunSide> {
  const rank = number === undefined ? ok(0) : findRank(timeline, number);
  return rank.ok ? ok({ timeline, ledger, rank: rank.value }) : rank;
}

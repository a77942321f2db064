import { type LoadChoice } from '../src/model/timeline.ts';
import { type OpenedTrace, type OpenOptions } from '../src/engine/protocol.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { inEnglish, say } from '../src/base/say.ts';
import { refusalsOf } from '../src/ledger/comparable.ts';
import { type RunSide } from '../src/ledger/compare.ts';
import { type VerifyCommand } from './arguments.ts';
import { type Held, openOptions, openTrace, replayScenario } from './ask-engine.ts';
import { openFiles } from './open-files.ts';
import { printVerify, printVerifyMarkdown } from './print-verify.ts';
import { findRank, reportJson } from './report.ts';
import { namesReport } from './names-report.ts';
import { verifyReport } from './verify-report.ts';

/** Opens both runs, replays the fix on the first and holds the promise against the second. */
export async function runVerify(command: VerifyCommand): Promise<Result<string>> {
  const asked = await openOptions(command);
  if (!asked.ok) return asked;
  const options = asked.value;
  const before = await openRun(command.before, options, command.load);
  if (!before.ok) return before;
  const after = await openRun(command.after, options, command.load);
  if (!after.ok) return after;
  const left = sideOf(before.value.opened, command.rank);
  if (!left.ok) return left;
  const right = sideOf(after.value.opened, command.rank);
  if (!right.ok) return right;
  const refusals = refusalsOf(left.value, right.value);
  if (refusals.length > 0 && !command.anyway) {
    return fail({
      code: 'bad-arguments',
      userMessage: refusals.map(({ sentence }) => inEnglish(sentence)).join(' '),
      hint: 'These runs differ in more than a fix; --anyway compares them all the same.',
    });
  }
  const promised =
    command.scenario === undefined ? ok(undefined) : await replayScenario(before.value, command.scenario);
  if (!promised.ok) return promised;
  const compared = verifyReport(left.value, promised.value, right.value, refusals);
  const report = command.names === true ? { ...compared, names: namesReport(left.value, right.value) } : compared;
  if (command.json) return ok(reportJson(report));
  return ok(command.markdown ? printVerifyMarkdown(report) : printVerify(report));
}

/** A failure says which of the two runs it is about. */
async function openRun(path: string, options: OpenOptions, load: LoadChoice | undefined): Promise<Result<Held>> {
  const sources = await openFiles([path]);
  if (!sources.ok) return sources;
  const held = await openTrace(sources.value, options, load);
  return held.ok ? held : fail({ ...held.failure, userMessage: say`${path}: ${held.failure.userMessage}` });
}

function sideOf({ timeline, ledger }: OpenedTrace, number: number | undefined): Result<RunSide> {
  const rank = number === undefined ? ok(0) : findRank(timeline, number);
  return rank.ok ? ok({ timeline, ledger, rank: rank.value }) : rank;
}

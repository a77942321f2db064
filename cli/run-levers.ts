import { ok, type Result } from '../src/base/result.ts';
import { inEnglish } from '../src/base/say.ts';
import { LEVERS } from '../src/replay/levers.ts';
import { type LeverRow } from '../src/replay/levers/lever-row.ts';
import { type LeverState } from '../src/replay/scenario.ts';
import { type LeversCommand } from './arguments.ts';
import { attributeStep, openOptions, openTrace, prepareReplay, replayScenario, toldLevers } from './ask-engine.ts';
import { openFiles } from './open-files.ts';
import { type LeversReport, LEVERS_SCHEMA, type ListedLever } from './levers-report.ts';
import { printLevers, printLeversMarkdown } from './print-levers.ts';
import { reportJson } from './report.ts';

/** Lists every lever, and why it is on or off for the trace. */
export async function runLevers(command: LeversCommand): Promise<Result<string>> {
  const options = await openOptions(command);
  if (!options.ok) return options;
  const sources = await openFiles(command.files);
  if (!sources.ok) return sources;
  const held = await openTrace(sources.value, options.value, command.load);
  if (!held.ok) return held;
  const prepare = await prepareReplay(held.value);
  if (!prepare.ok) return prepare;
  const replay = await replayScenario(held.value, { levers: {} });
  if (!replay.ok) return replay;
  const { gate } = prepare.value;
  const levers =
    command.scenario === undefined ? ok(prepare.value.levers) : await toldLevers(held.value, command.scenario);
  if (!levers.ok) return levers;
  const attribution = command.attribute ? await attributeStep(held.value) : ok(undefined);
  if (!attribution.ok) return attribution;
  const report: LeversReport = {
    schema: LEVERS_SCHEMA,
    measuredStepUs: replay.value.prediction.measuredStepUs,
    figure: prepare.value.figure,
    trust: gate.trust,
    reason: inEnglish(gate.reason),
    levers: LEVERS.map((row) =>
      listed(
        row,
        levers.value.find((state) => state.key === row.key),
      ),
    ),
    ...(attribution.value !== undefined && { attribution: attribution.value }),
  };
  if (command.json) return ok(reportJson(report));
  return ok(command.markdown === true ? printLeversMarkdown(report) : printLevers(report));
}

const NOT_YET = 'The replay does not work this lever out yet.';

function listed(row: LeverRow, state: LeverState | undefined): ListedLever {
  const { key, id, label, unit, min, max, formula, evidence, uncertainty } = row;
  const shared = { key, id, label, unit, min, max, formula, evidence, uncertainty };
  if (state?.available !== true) return { ...shared, on: false, reason: inEnglish(state?.reason ?? NOT_YET) };
  return {
    ...shared,
    min: state.min ?? min,
    max: state.max ?? max,
    on: true,
    ...(state.reason !== undefined && { reason: inEnglish(state.reason) }),
    ...(state.note !== undefined && { note: inEnglish(state.note) }),
    ...(state.idle !== undefined && { idle: inEnglish(state.idle) }),
    ...(state.own !== undefined && { own: state.own }),
    best: state.best ?? (unit === 'times faster' ? Infinity : max),
    bestStepUs: state.removedStepUs,
    ...(state.sites !== undefined && { sites: state.sites }),
  };
}

import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { type Timeline } from '../model/timeline.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph } from './build-graph.ts';
import { replay } from './replay.ts';
import { retime } from './retime.ts';
import { type Scenario } from './scenario.ts';

/** Events as `start-end`, one line a lane, then the steps. */
function print(timeline: Timeline): string {
  const span = (from: number, to: number): string => `${Math.round(from * 10) / 10}-${Math.round(to * 10) / 10}`;
  const lanes = timeline.lanes.map(({ label, first, count }) => {
    const indexes = Array.from({ length: count }, (_, k) => first + k);
    return `${label} ${indexes.map((i) => span(timeline.events.start[i]!, timeline.events.end[i]!)).join(' ')}`;
  });
  return [...lanes, `steps ${timeline.steps.map((step) => span(step.start, step.end)).join(' ')}`].join('\n');
}

function retimed(text: string, levers: Scenario['levers']): string {
  const timeline = microRun(text);
  const graph = buildGraph(timeline, buildLedger(timeline));
  return print(retime(timeline, graph, replay(graph, { levers })));
}

describe('retime', () => {
  const run = `
    r0 main     loader@0+100  op1@40+20  launch@110+10>k  op2@130+20
    r0 stream7  k@115+60
    r0 steps    0 200`;

  it('without levers nothing moves', () => {
    expect(retimed(run, {})).toBe(['main 0-100 40-60 110-120 130-150', 'stream7 115-175', 'steps 0-200'].join('\n'));
  });
  it('what lies inside a loader call shrinks with it, what follows moves up', () => {
    expect(retimed(run, { data: 2 })).toBe(
      ['main 0-50 20-30 60-70 80-100', 'stream7 65-125', 'steps 0-150'].join('\n'),
    );
  });
  it('removed work takes no time and keeps its place', () => {
    expect(retimed(run, { compute: Infinity })).toBe(
      ['main 0-100 40-60 110-120 130-150', 'stream7 115-115', 'steps 0-175'].join('\n'),
    );
  });
});

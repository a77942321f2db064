import { describe, expect, it } from 'vitest';
import { cssPx, micros } from '../base/brand.ts';
import { layoutGantt } from '../layout/gantt.ts';
import { type Scene } from '../layout/scene.ts';
import { tintCode } from '../ledger/tints.ts';
import { laneOf, marksOf, rowOf } from '../test/chart-lanes.ts';
import { paletteColours, testPalette } from '../test/chart-palette.ts';
import { ganttInput } from '../test/gantt-input.ts';
import { recordingCanvas } from '../test/recording-canvas.ts';
import { drawGantt, type GanttOptions } from './gantt.ts';
import { buildHatches } from './hatches.ts';

const lanes = [
  laneOf('r0/ledger', 'ledger', rowOf('####dddd####', 10)),
  laneOf('r0/host/1/1', 'host', rowOf('oooooooooo', 10)),
  laneOf('r1/ledger', 'ledger', rowOf('##', 10)),
];
const predicted = [laneOf('r0/ledger', 'ledger', rowOf('####dd', 10))];
const steps = [{ rank: 0, name: 'ProfilerStep#3', start: micros(20), end: micros(90), event: -1 }];
const scene = layoutGantt(ganttInput(lanes, { predicted, steps, size: { width: cssPx(400), height: cssPx(200) } }));

function record(what: Scene, options: GanttOptions = {}) {
  const canvas = recordingCanvas();
  drawGantt(canvas.pen, what, testPalette, options);
  return canvas;
}

describe('drawGantt', () => {
  it('leaves the context as it found it', () => {
    const { pen, depth } = record(scene);
    expect(depth()).toBe(0);
    expect([pen.globalAlpha, pen.font, pen.fillStyle]).toEqual([1, '10px sans-serif', '#000000']);
  });

  it('uses only colours of the palette', () => {
    for (const colour of record(scene).colours()) expect(paletteColours).toContain(colour);
  });

  it('draws grid below, marks above it, labels last', () => {
    const seen = [
      ...new Set(
        record(scene)
          .calls.filter(({ op }) => op.startsWith('fill'))
          .map(({ fillStyle }) => fillStyle),
      ),
    ];
    expect(seen).toEqual([
      'background',
      'predicted',
      'grid',
      'group',
      'fill-compute',
      'fill-data',
      'fill-op',
      'step-line',
      'label-compute',
      'label-data',
      'label-op',
    ]);
  });

  it('cuts labels to their room', () => {
    const texts = record(scene)
      .calls.filter(({ op }) => op === 'fillText')
      .map(({ args }) => args[0]);
    expect(texts).toContain('Compute 40.0\u202fµs');
    expect(texts.every((text) => typeof text === 'string' && text !== '')).toBe(true);
  });

  it('dims all but the highlighted class', () => {
    const { calls } = record(scene, { highlight: tintCode('data') });
    const alphaOf = (colour: string) => calls.find(({ fillStyle }) => fillStyle === colour)?.globalAlpha;
    expect(alphaOf('fill-data')).toBe(1);
    expect(alphaOf('fill-compute')).toBeLessThan(0.5);
  });

  it('hatches the classes that have one', () => {
    const pattern = {} as CanvasPattern;
    const tiles = recordingCanvas();
    const hatches = buildHatches(testPalette, (_side, paint) => {
      paint(tiles.pen);
      return pattern;
    });
    expect(tiles.colours()).toEqual(new Set(['hatch-line']));
    const hatched = record(scene, { hatches }).calls.filter(({ fillStyle }) => fillStyle === pattern);
    expect(hatched.map(({ op, args }) => [op, args[0], args[2]])).toEqual([
      ['fillRect', 160, 160],
      ['fillRect', 160, 80],
    ]);
  });

  it('draws an empty scene', () => {
    const { calls } = record(layoutGantt(ganttInput([])));
    expect(calls.filter(({ fillStyle }) => String(fillStyle).startsWith('fill-'))).toEqual([]);
  });

  it('joins summaries that look alike and changes colour a bounded number of times', () => {
    const marks = Array.from({ length: 50_000 }, (_, i) => ({ start: i * 0.002, end: i * 0.002 + 0.001, tint: 0 }));
    const busy = layoutGantt(ganttInput([laneOf('r0/gpu0/stream7', 'compute', marksOf(marks))]));
    expect(busy.rects.length).toBe(1);
    expect(record(busy).calls.filter(({ fillStyle }) => fillStyle === 'fill-compute')).toHaveLength(1);
  });

  it('never draws a summary so faint that it is not seen', () => {
    const lone = layoutGantt(
      ganttInput([laneOf('r0/gpu0/stream7', 'compute', marksOf([{ start: 50, end: 50.0001, tint: 0 }]))]),
    );
    const mark = record(lone).calls.find(({ fillStyle }) => fillStyle === 'fill-compute');
    expect(mark?.globalAlpha).toBeGreaterThanOrEqual(0.3);
    expect(mark?.args.slice(0, 3)).toEqual([50, 0, 1]);
  });
});

/** Runs in the browser: builds the lanes, then times frames of the chart. Bundled and started by run-frames.ts. */
import { cssPx, micros } from '../../src/base/brand.ts';
import { drawAxis } from '../../src/draw/axis.ts';
import { hostCanvas, patternMaker, stripHost } from '../../src/draw/canvas-host.ts';
import { drawGantt } from '../../src/draw/gantt.ts';
import { buildHatches } from '../../src/draw/hatches.ts';
import { drawOverlay, type Traces } from '../../src/draw/overlay.ts';
import { createStripPainter } from '../../src/draw/strips.ts';
import { createTextFitter } from '../../src/draw/text-fit.ts';
import { layoutGantt } from '../../src/layout/gantt.ts';
import { createRectBuilder } from '../../src/layout/rect-builder.ts';
import { type ChartLane } from '../../src/model/mark-row.ts';
import { panWindow, type TimeWindow, zoomAround } from '../../src/view/zoom.ts';
import { type FramesJob, type FramesReport, type FrameTimes } from './job.ts';
import { makeLanes } from './make-lanes.ts';
import { benchPalette } from './palette.ts';

const SPAN_US = 30e6;
const TRACE: TimeWindow = { start: micros(0), end: micros(SPAN_US) };
const AXIS_HEIGHT = 29;

/** 120 windows with how far the chart is scrolled: in, along, out, and along again while it scrolls. */
function journey(): { readonly window: TimeWindow; readonly scroll: number }[] {
  const frames: { window: TimeWindow; scroll: number }[] = [];
  let window = TRACE;
  const push = (next: TimeWindow, scroll = 0) => {
    window = next;
    frames.push({ window, scroll });
  };
  for (let i = 0; i < 40; i++) push(zoomAround(window, 1.3, SPAN_US * 0.37, TRACE));
  for (let i = 0; i < 20; i++) push(panWindow(window, 0.07 * (window.end - window.start), TRACE));
  for (let i = 0; i < 40; i++) push(zoomAround(window, 1 / 1.3, SPAN_US * 0.4, TRACE));
  push(zoomAround(window, 8, SPAN_US * 0.6, TRACE));
  for (let i = 0; i < 19; i++) push(panWindow(window, -0.05 * (window.end - window.start), TRACE), 240 * i);
  return frames;
}

function summaryBytes(lanes: readonly ChartLane[]): number {
  let bytes = 0;
  for (const lane of lanes) for (const row of lane.rows) bytes += row.summary?.bucketUs.buffer.byteLength ?? 0;
  return bytes;
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

async function runFrames(job: FramesJob): Promise<FramesReport> {
  const began = performance.now();
  const lanes = makeLanes(job.marks, job.lanes, SPAN_US);
  const buildMs = performance.now() - began;
  const size = { width: cssPx(job.width), height: cssPx(job.height) };
  const axisSize = { width: size.width, height: cssPx(AXIS_HEIGHT) };
  const makePens = () =>
    [size, size, axisSize].map((each, layer) => {
      const canvas = document.body.appendChild(document.createElement('canvas'));
      canvas.style.position = 'absolute';
      canvas.style.top = `${layer === 2 ? 0 : AXIS_HEIGHT}px`;
      canvas.style.left = '0';
      const pen = hostCanvas(canvas, each, job.pixelRatio);
      if (pen === undefined) throw new Error('no canvas');
      return pen;
    });
  const emptyPens = makePens();
  const pens = makePens();
  const [marksPen, overlayPen, axisPen] = pens;
  if (marksPen === undefined || overlayPen === undefined || axisPen === undefined) throw new Error('no canvas');
  const hatches = buildHatches(benchPalette, patternMaker(marksPen, job.pixelRatio));
  const host = stripHost(marksPen, job.pixelRatio);
  const strips = host && createStripPainter(benchPalette, host);
  marksPen.font = benchPalette.font;
  const fit = createTextFitter((text) => marksPen.measureText(text).width);
  const builder = createRectBuilder();
  const names = Uint32Array.from({ length: job.marks }, (_, i) => i % 500);
  const strings = Array.from({ length: 500 }, (_, i) => `void at::native::vectorized_elementwise_kernel_${i}<4>(int)`);
  const steps = Array.from({ length: 100 }, (_, i) => ({
    rank: 0,
    name: `ProfilerStep#${i}`,
    start: micros((i * SPAN_US) / 100),
    end: micros(((i + 1) * SPAN_US) / 100),
    event: -1,
  }));
  const hidden = new Set<never>();
  let mostRects = 0;
  let traces: Traces;

  /** Reading a pixel back makes the browser finish what it was told to draw. */
  const finish = (drawn: readonly CanvasRenderingContext2D[]) => drawn.forEach((pen) => pen.getImageData(0, 0, 1, 1));
  const frame = (window: TimeWindow, scroll: number): number => {
    const from = performance.now();
    const scene = layoutGantt(
      {
        lanes,
        strings,
        names,
        steps,
        rank: 0,
        window,
        size,
        scrollTop: cssPx(scroll),
        hidden,
        folded: hidden,
        pixelRatio: job.pixelRatio,
      },
      builder,
    );
    const laidOut = performance.now() - from;
    mostRects = Math.max(mostRects, scene.rects.length);
    drawGantt(marksPen, scene, benchPalette, { hatches, fit, strips });
    drawAxis(axisPen, { scene, size: axisSize }, benchPalette, fit);
    const hover = { x: cssPx(640), y: cssPx(200 + (scroll % 300)), width: cssPx(90), height: cssPx(18) };
    traces = drawOverlay(overlayPen, { size, hover, crosshair: { x: cssPx(700), label: '' } }, benchPalette, traces);
    return laidOut;
  };
  const emptyFrame = () => {
    for (const pen of emptyPens) pen.clearRect(0, 0, size.width, size.height);
    const [pen] = emptyPens;
    if (pen === undefined) return;
    pen.fillStyle = benchPalette.background;
    pen.fillRect(0, 0, size.width, size.height);
  };
  const frames = journey();
  for (const { window, scroll } of frames.filter((_, i) => i % 6 === 0)) frame(window, scroll);
  finish(pens);
  const rounds: FrameTimes[] = [];
  for (let round = 0; round < job.rounds; round++) {
    const times: FrameTimes = { layout: [], calls: [], work: [], empty: [] };
    for (const { window, scroll } of frames) {
      await nextFrame();
      const from = performance.now();
      times.layout.push(frame(window, scroll));
      times.calls.push(performance.now() - from);
      finish(pens);
      times.work.push(performance.now() - from);
      await nextFrame();
      const emptyFrom = performance.now();
      emptyFrame();
      finish(emptyPens);
      times.empty.push(performance.now() - emptyFrom);
    }
    rounds.push(times);
  }
  return {
    rounds,
    marks: lanes.reduce((sum, lane) => sum + lane.rows.reduce((own, row) => own + row.length, 0), 0),
    rows: lanes.reduce((sum, lane) => sum + lane.rows.length, 0),
    summaryBytesAMark: summaryBytes(lanes) / job.marks,
    buildMs,
    mostRects,
  };
}

Object.assign(window, { runFrames });

import { cssPx, type CssPx, type Micros } from '../../base/brand.ts';
import { type AppState } from '../../app/app-state.ts';
import { selectInstant } from '../../app/instants.ts';
import { selectMark, selectWindow } from '../../app/selectors.ts';
import { type AppStore } from '../../app/store.ts';
import { drawAxis } from '../../draw/axis.ts';
import { hostCanvas, patternMaker, stripHost } from '../../draw/canvas-host.ts';
import { drawGantt } from '../../draw/gantt.ts';
import { buildHatches, type HatchPatterns } from '../../draw/hatches.ts';
import { drawOverlay, type Traces } from '../../draw/overlay.ts';
import { type ChartPalette } from '../../draw/palette.ts';
import { createStripPainter, type StripPainter } from '../../draw/strips.ts';
import { createTextFitter, type TextFitter } from '../../draw/text-fit.ts';
import { formatInstant } from '../../base/format-instant.ts';
import { layoutGantt } from '../../layout/gantt.ts';
import { instantAt } from '../../layout/instants.ts';
import { hitTest, type Hit } from '../../layout/hit-test.ts';
import { scrollToRow } from '../../layout/lane-stack.ts';
import { createRectBuilder } from '../../layout/rect-builder.ts';
import { type Scene, type SceneInstant, type Size } from '../../layout/scene.ts';
import { axisHeight } from '../../layout/flags.ts';
import { timeOfX, xOfTime } from '../../layout/time-scale.ts';
import { type Flag } from '../../view/flags.ts';
import { spanUs } from '../../view/zoom.ts';
import { readPalette } from '../palette.ts';
import { chartInput } from './chart-input.ts';
import { type TipPlace } from './fill-tip.ts';
import { attachGestures } from './gestures.ts';
import { attachRuler } from './ruler-gestures.ts';
import { overlayOf, stackOf } from './overlay-of.ts';
import { setPointerTime } from './pointer-time.ts';

export interface ChartElements {
  readonly scroller: HTMLElement;
  readonly axis: HTMLCanvasElement;
  readonly marks: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
}

export interface ChartCallbacks {
  /** The mark under the pointer and where it is on screen; undefined when it leaves. */
  readonly onHover: (hit: Hit | undefined, place: TipPlace | undefined, sign: SceneInstant | undefined) => void;
  /** A flag on the ruler was clicked. */
  readonly onFlag: (flag: Flag) => void;
  /** After the first frame that shows the trace. */
  readonly onFirstFrame: () => void;
}

/** Where the pointer is: on the plot, and on the screen. */
interface Pointer {
  readonly x: CssPx;
  readonly y: CssPx;
  readonly clientX: number;
  readonly clientY: number;
}

interface Pens {
  readonly palette: ChartPalette;
  readonly hatches: HatchPatterns;
  readonly fit: TextFitter;
  readonly strips: StripPainter | undefined;
}

/**
 * Draws the chart at most once an animation frame, whenever the view, the session, the size or the pointer changes,
 * and turns gestures into actions. Outside React: a drag changes sixty times a second. Returns a function that ends it.
 */
export function startChart(
  elements: ChartElements,
  store: AppStore,
  tints: readonly string[],
  classes: readonly string[],
  callbacks: ChartCallbacks,
): () => void {
  const { scroller, axis, marks, overlay } = elements;
  const rects = createRectBuilder();
  let size: Size = { width: cssPx(1), height: cssPx(1) };
  let pens: Pens | undefined;
  let scene: Scene | undefined;
  let hover: Hit | undefined;
  let pointer: Pointer | undefined;
  /** Where the pointer is on the ruler. */
  let rulerX: CssPx | undefined;
  let frame = 0;
  let drawnOnce = false;
  let traces: Traces;
  /** False while only the pointer moved: then the marks stand as they are. */
  let marksAreStale = true;

  const requestOverlay = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const request = () => {
    marksAreStale = true;
    requestOverlay();
  };

  function measure(): void {
    const height = axisHeight(store.getState().view.flags);
    scroller.style.setProperty('--axis-height', `${height + 1}px`);
    const plotWidth = marks.parentElement?.clientWidth ?? 1;
    size = {
      width: cssPx(Math.max(1, plotWidth)),
      height: cssPx(Math.max(1, scroller.clientHeight - height - 1)),
    };
    request();
  }

  function pensOf(context: CanvasRenderingContext2D): Pens {
    const palette = readPalette(scroller, tints);
    context.font = palette.font;
    const host = stripHost(context, devicePixelRatio);
    return {
      palette,
      hatches: buildHatches(palette, patternMaker(context, devicePixelRatio)),
      fit: createTextFitter((text) => context.measureText(text).width),
      strips: host && createStripPainter(palette, host),
    };
  }

  const inputNow = () => chartInput(store.getState(), size, cssPx(scroller.scrollTop), devicePixelRatio, classes);

  function draw(): void {
    frame = 0;
    const input = inputNow();
    if (input === undefined) return;
    const axisSize = { width: size.width, height: cssPx(axisHeight(store.getState().view.flags)) };
    const marksPen = hostCanvas(marks, size, devicePixelRatio);
    const overlayPen = hostCanvas(overlay, size, devicePixelRatio);
    const axisPen = hostCanvas(axis, axisSize, devicePixelRatio);
    if (marksPen === undefined || overlayPen === undefined || axisPen === undefined) return;
    const state = store.getState();
    pens ??= pensOf(marksPen);
    const { palette, hatches, fit, strips } = pens;
    if (scene === undefined || marksAreStale) {
      marksAreStale = false;
      scene = layoutGantt(input, rects);
      drawGantt(marksPen, scene, palette, { hatches, fit, strips, highlight: highlightCode(state, tints) });
    }
    if (pointer !== undefined) hover = hitTest(scene, input.lanes, input.predicted ?? [], pointer.x, pointer.y);
    const labelX = pointer?.x ?? rulerX;
    const label = labelX === undefined ? undefined : { x: labelX, label: timeLabel(labelX) };
    drawAxis(axisPen, { scene, size: axisSize, pointer: label }, palette, fit);
    const sign = pointer && instantAt(scene, pointer.x, pointer.y);
    const above = overlayOf(state, input, scene, sign ?? hover, pointer && { x: pointer.x, label: '' });
    traces = drawOverlay(overlayPen, above, palette, traces);
    const from = pointer && pointer.clientY - pointer.y;
    const place = pointer &&
      above.hover !== undefined &&
      from !== undefined && {
        x: pointer.clientX,
        top: from + above.hover.y,
        bottom: from + above.hover.y + above.hover.height,
      };
    callbacks.onHover(hover, place === false ? undefined : place, sign);
    if (!drawnOnce) {
      drawnOnce = true;
      callbacks.onFirstFrame();
    }
  }

  const timeAt = (x: CssPx): Micros => timeOfX(selectWindow(store.getState()), size.width, x);
  const timeLabel = (x: CssPx): string => {
    const state = store.getState();
    return formatInstant(timeAt(x), spanUs(selectWindow(state)), state.view.timeUnit);
  };

  const hitAt = (x: CssPx, y: CssPx): Hit | undefined => {
    const input = inputNow();
    if (scene === undefined || input === undefined) return undefined;
    return hitTest(scene, input.lanes, input.predicted ?? [], x, y);
  };

  /** Scrolls the lanes so that the selected mark's row, or the lane of the selected instant, is in view, also where a link or a search selected it. */
  function revealLane(state: AppState): void {
    const input = inputNow();
    const mark = selectMark(state);
    const key = mark?.lane.key ?? (selectInstant(state) === undefined ? undefined : state.view.selection?.lane);
    if (input === undefined || key === undefined) return;
    const stack = stackOf(input);
    const place = stack.lanes.find((row) => !row.predicted && input.lanes[row.lane]?.key === key);
    if (place === undefined || place.pinned) return;
    scroller.scrollTop = scrollToRow(stack, place, mark?.row ?? 0, scroller.scrollTop, size.height);
  }

  const stopGestures = attachGestures(overlay, store, {
    width: () => size.width,
    timeAt,
    hitAt,
    instantAt: (x, y) => (scene === undefined ? undefined : instantAt(scene, x, y)),
    onPointer: (point, clientX, clientY) => {
      pointer = point && { ...point, clientX, clientY };
      setPointerTime(point === undefined ? undefined : timeAt(point.x));
      if (point === undefined) hover = undefined;
      requestOverlay();
    },
  });

  const stopRuler = attachRuler(axis, store, {
    timeAt,
    xOf: (time) => xOfTime(selectWindow(store.getState()), size.width, time),
    onPointer: (x) => {
      rulerX = x;
      setPointerTime(x === undefined ? undefined : timeAt(x));
      requestOverlay();
    },
    onFlag: callbacks.onFlag,
  });

  const repaint = () => {
    pens = undefined;
    request();
  };
  const resize = new ResizeObserver(measure);
  resize.observe(scroller);
  const themes = new MutationObserver(repaint);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  scroller.addEventListener('scroll', request, { passive: true });
  const unsubscribe = store.subscribe((state, before) => {
    // Only the banner tells how far reading is.
    if (state.readingOn !== before.readingOn && state.session === before.session && state.view === before.view) return;
    if (state.view.selection !== before.view.selection) revealLane(state);
    if (axisHeight(state.view.flags) !== axisHeight(before.view.flags)) measure();
    else request();
  });
  // Where fonts fail the chart stays as it is drawn.
  document.fonts.ready.then(repaint, () => undefined);
  measure();
  revealLane(store.getState());

  return () => {
    cancelAnimationFrame(frame);
    unsubscribe();
    resize.disconnect();
    themes.disconnect();
    stopGestures();
    stopRuler();
    scroller.removeEventListener('scroll', request);
  };
}

function highlightCode(state: AppState, tints: readonly string[]): number | undefined {
  const key = state.view.highlight;
  return key === undefined ? undefined : tints.indexOf(key);
}

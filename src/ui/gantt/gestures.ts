import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom';
import { cssPx, type CssPx, micros, type Micros } from '../../base/brand.ts';
import { selectBounds, selectWindow } from '../../app/selectors.ts';
import { type AppStore } from '../../app/store.ts';
import { selectionOfInstant } from '../../app/instants.ts';
import { type Hit } from '../../layout/hit-test.ts';
import { type SceneInstant } from '../../layout/scene.ts';
import { fitWindow, minSpanUs, panWindow, spanUs } from '../../view/zoom.ts';

export interface GestureSurface {
  readonly width: () => CssPx;
  readonly timeAt: (x: CssPx) => Micros;
  readonly instantAt: (x: CssPx, y: CssPx) => SceneInstant | undefined;
  readonly hitAt: (x: CssPx, y: CssPx) => Hit | undefined;
  readonly onPointer: (
    point: { readonly x: CssPx; readonly y: CssPx } | undefined,
    clientX: number,
    clientY: number,
  ) => void;
}

const DRAG_FROM_PX = 3;

/**
 * Mouse, wheel, trackpad and touch of the chart. Ctrl + wheel, pinch and two fingers zoom (d3-zoom), Shift + drag and
 * one finger pan, plain drag marks a range, a click selects, a double click zooms to the mark. Returns a function that ends it.
 */
export function attachGestures(canvas: HTMLCanvasElement, store: AppStore, surface: GestureSurface): () => void {
  const actions = store.getState().actions;
  const stops = [attachZoom(canvas, store, surface), attachWheelPan(canvas, store, surface)];
  let from: { readonly x: CssPx; readonly pointer: number; marking: boolean } | undefined;
  let suppressClick = false;

  const pointOf = (event: MouseEvent) => {
    const box = canvas.getBoundingClientRect();
    return { x: cssPx(event.clientX - box.left), y: cssPx(event.clientY - box.top) };
  };
  const rangeTo = (start: CssPx, end: CssPx) => {
    const a = surface.timeAt(cssPx(Math.min(start, end)));
    const b = surface.timeAt(cssPx(Math.max(start, end)));
    const trace = selectBounds(store.getState());
    return { start: micros(Math.max(a, trace.start)), end: micros(Math.min(b, trace.end)) };
  };

  const onPointerDown = (event: PointerEvent) => {
    suppressClick = false;
    if (event.pointerType === 'touch' || event.button !== 0 || event.shiftKey) return;
    from = { x: pointOf(event).x, pointer: event.pointerId, marking: false };
  };
  const onPointerMove = (event: PointerEvent) => {
    const point = pointOf(event);
    if (event.pointerType !== 'touch') surface.onPointer(point, event.clientX, event.clientY);
    // The button was let go where nobody told the chart, such as outside of the window.
    if (event.pointerType !== 'touch' && (event.buttons & 1) === 0) onPointerCancel();
    if (from === undefined) return;
    if (!from.marking && Math.abs(point.x - from.x) < DRAG_FROM_PX) return;
    if (!from.marking) canvas.setPointerCapture(from.pointer);
    from.marking = true;
    actions.changeView({ range: rangeTo(from.x, point.x) }, 'replace');
  };
  const onPointerUp = (event: PointerEvent) => {
    if (from?.marking === true) {
      suppressClick = true;
      actions.changeView({ range: rangeTo(from.x, pointOf(event).x) }, 'push');
    }
    from = undefined;
  };
  const onPointerCancel = () => {
    if (from?.marking === true) actions.changeView({ range: store.getState().view.range }, 'push');
    from = undefined;
  };
  const onPointerLeave = () => surface.onPointer(undefined, 0, 0);
  const onClick = (event: MouseEvent) => {
    if (suppressClick || event.shiftKey) return;
    const { x, y } = pointOf(event);
    const sign = surface.instantAt(x, y);
    if (sign !== undefined) return actions.select(selectionOfInstant(store.getState(), sign.first));
    const hit = surface.hitAt(x, y);
    if (hit === undefined || hit.predicted) actions.changeView({ selection: undefined, range: undefined }, 'push');
    else actions.select({ lane: hit.key, start: hit.start, row: hit.row });
  };
  const onDoubleClick = (event: MouseEvent) => {
    const { x, y } = pointOf(event);
    const hit = surface.hitAt(x, y);
    if (hit !== undefined) actions.changeView({ window: fitWindow(hit, selectBounds(store.getState())) }, 'push');
  };

  canvas.addEventListener('pointerdown', onPointerDown);
  canvas.addEventListener('pointermove', onPointerMove);
  canvas.addEventListener('pointerup', onPointerUp);
  canvas.addEventListener('pointercancel', onPointerCancel);
  canvas.addEventListener('pointerleave', onPointerLeave);
  canvas.addEventListener('click', onClick);
  canvas.addEventListener('dblclick', onDoubleClick);
  return () => {
    stops.forEach((stop) => stop());
    canvas.removeEventListener('pointerdown', onPointerDown);
    canvas.removeEventListener('pointermove', onPointerMove);
    canvas.removeEventListener('pointerup', onPointerUp);
    canvas.removeEventListener('pointercancel', onPointerCancel);
    canvas.removeEventListener('pointerleave', onPointerLeave);
    canvas.removeEventListener('click', onClick);
    canvas.removeEventListener('dblclick', onDoubleClick);
  };
}

/** d3-zoom's transform and the view's window are two forms of one thing; the store holds it, d3 is told before each gesture. */
function attachZoom(canvas: HTMLCanvasElement, store: AppStore, surface: GestureSurface): () => void {
  const actions = store.getState().actions;
  const behaviour: ZoomBehavior<HTMLCanvasElement, unknown> = zoom<HTMLCanvasElement, unknown>()
    .filter((event: Event) => {
      const wanted =
        event instanceof WheelEvent
          ? event.ctrlKey || event.metaKey
          : event instanceof MouseEvent
            ? event.type === 'mousedown' && event.shiftKey && event.button === 0
            : true;
      if (wanted) adopt();
      return wanted;
    })
    .wheelDelta((event) => -event.deltaY * (event.deltaMode === 1 ? 0.05 : Math.abs(event.deltaY) < 40 ? 0.012 : 0.004))
    .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
      if (event.sourceEvent !== null) actions.changeView({ window: windowOf(event.transform) }, 'replace');
    })
    .on('end', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
      if (event.sourceEvent !== null) actions.changeView({ window: windowOf(event.transform) }, 'push');
    });
  const selection = select<HTMLCanvasElement, unknown>(canvas).call(behaviour).on('dblclick.zoom', null);

  function adopt(): void {
    const trace = selectBounds(store.getState());
    const window = selectWindow(store.getState());
    const width = surface.width();
    const full = spanUs(trace);
    behaviour
      .scaleExtent([1, full / minSpanUs(trace)])
      .extent([
        [0, 0],
        [width, 1],
      ])
      .translateExtent([
        [0, 0],
        [width, 1],
      ]);
    const k = full / spanUs(window);
    Object.assign(canvas, {
      __zoom: zoomIdentity.translate((-(window.start - trace.start) / full) * width * k, 0).scale(k),
    });
  }

  function windowOf(transform: { readonly k: number; readonly x: number }): { start: Micros; end: Micros } | undefined {
    const trace = selectBounds(store.getState());
    const full = spanUs(trace);
    if (transform.k <= 1) return undefined;
    const span = full / transform.k;
    const start = trace.start - (transform.x / surface.width()) * span;
    return { start: micros(Math.max(trace.start, start)), end: micros(Math.min(trace.end, start + span)) };
  }

  return () => selection.on('.zoom', null);
}

/** Shift + wheel and sideways wheels pan; plain wheels are left to the page, which scrolls the lanes. */
function attachWheelPan(canvas: HTMLCanvasElement, store: AppStore, surface: GestureSurface): () => void {
  const actions = store.getState().actions;
  const onWheel = (event: WheelEvent) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (event.ctrlKey || event.metaKey || (!event.shiftKey && !sideways)) return;
    event.preventDefault();
    const window = selectWindow(store.getState());
    const pixels = (sideways ? event.deltaX : event.deltaY) * (event.deltaMode === 1 ? 16 : 1);
    const moved = panWindow(window, (pixels / surface.width()) * spanUs(window), selectBounds(store.getState()));
    actions.changeView({ window: moved }, 'settle');
  };
  canvas.addEventListener('wheel', onWheel, { passive: false });
  return () => canvas.removeEventListener('wheel', onWheel);
}

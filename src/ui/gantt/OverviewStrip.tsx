import { useCallback, useRef } from 'react';
import { cssPx, type CssPx } from '../../base/brand.ts';
import { CHART_TINTS, selectOverviewLane } from '../../app/chart-selectors.ts';
import { selectBounds, selectWindow } from '../../app/selectors.ts';
import { drawHandle, drawOverview } from '../../draw/overview.ts';
import {
  layoutOverview,
  overviewHandle,
  overviewPartAt,
  windowAfterDrag,
  type OverviewPart,
  type OverviewScene,
} from '../../layout/overview.ts';
import { type TimeWindow } from '../../view/zoom.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { useCanvas } from '../use-canvas.ts';
import { useWords } from '../use-words.tsx';

interface Drag {
  readonly part: OverviewPart;
  readonly from: CssPx;
  readonly window: TimeWindow;
}

/** The whole trace in one strip; its handle is the window of the chart below, and moves without a render. */
export function OverviewStrip() {
  const t = useWords();
  const store = useAppStore();
  const { changeView } = useActions();
  const lane = useApp(selectOverviewLane);
  const trace = useApp(selectBounds);
  const windowNow = (): TimeWindow => selectWindow(store.getState());
  const scene = useRef<OverviewScene>(undefined);
  const drag = useRef<Drag>(undefined);
  const canvas = useCanvas(CHART_TINTS, ({ pen, size, palette, hatches }) => {
    scene.current = layoutOverview({ lane, trace, window: windowNow(), size, pixelRatio: devicePixelRatio });
    drawOverview(pen, scene.current, palette, { hatches });
  });
  const onWindow = useCallback(
    (redraw: () => void) =>
      store.subscribe((state, before) => selectWindow(state) !== selectWindow(before) && redraw()),
    [store],
  );
  const handle = useCanvas(
    CHART_TINTS,
    ({ pen, size, palette }) => {
      const { width, height } = size;
      const moved = { width, height, trace, handle: overviewHandle(trace, width, windowNow()) };
      if (scene.current !== undefined) scene.current = { ...scene.current, handle: moved.handle };
      drawHandle(pen, moved, palette);
    },
    onWindow,
  );
  const xOf = (event: React.PointerEvent): CssPx =>
    cssPx(event.clientX - event.currentTarget.getBoundingClientRect().left);
  const move = (event: React.PointerEvent, how: 'replace' | 'push') => {
    if (drag.current === undefined || scene.current === undefined) return;
    const next = windowAfterDrag(scene.current, drag.current.window, drag.current.part, drag.current.from, xOf(event));
    if (next.end > next.start) changeView({ window: next }, how);
  };
  return (
    <div className="gantt-overview">
      <span>{t`Whole trace`}</span>
      <div className="overview-box">
        <canvas ref={canvas} aria-hidden="true" />
        <canvas
          ref={handle}
          className="handle-canvas"
          role="img"
          aria-label={t`Whole trace; drag to choose what the timeline shows`}
          onPointerDown={(event) => {
            if (scene.current === undefined || event.button !== 0) return;
            const from = xOf(event);
            const window = windowNow();
            const part =
              window.start === trace.start && window.end === trace.end
                ? 'outside'
                : overviewPartAt(scene.current, from);
            drag.current = { part, from, window };
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={(event) => move(event, 'replace')}
          onPointerUp={(event) => {
            move(event, 'push');
            drag.current = undefined;
          }}
          onPointerCancel={() => (drag.current = undefined)}
        />
      </div>
    </div>
  );
}

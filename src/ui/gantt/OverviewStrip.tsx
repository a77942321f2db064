import { useRef } from 'react';
import { cssPx, type CssPx } from '../../base/brand.ts';
import { CHART_TINTS, selectOverviewLane } from '../../app/chart-selectors.ts';
import { selectBounds, selectWindow } from '../../app/selectors.ts';
import { drawOverview } from '../../draw/overview.ts';
import {
  layoutOverview,
  overviewPartAt,
  windowAfterDrag,
  type OverviewPart,
  type OverviewScene,
} from '../../layout/overview.ts';
import { type TimeWindow } from '../../view/zoom.ts';
import { useActions, useApp } from '../use-app.ts';
import { useCanvas } from '../use-canvas.ts';
import { useWords } from '../use-words.tsx';

interface Drag {
  readonly part: OverviewPart;
  readonly from: CssPx;
  readonly window: TimeWindow;
}

/** The whole trace in one strip; its handle is the window of the chart below. */
export function OverviewStrip() {
  const t = useWords();
  const { changeView } = useActions();
  const lane = useApp(selectOverviewLane);
  const trace = useApp(selectBounds);
  const window = useApp(selectWindow);
  const scene = useRef<OverviewScene>(undefined);
  const drag = useRef<Drag>(undefined);
  const canvas = useCanvas(CHART_TINTS, ({ pen, size, palette, hatches }) => {
    scene.current = layoutOverview({ lane, trace, window, size, pixelRatio: devicePixelRatio });
    drawOverview(pen, scene.current, palette, { hatches });
  });
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
        <canvas
          ref={canvas}
          role="img"
          aria-label={t`Whole trace; drag to choose what the timeline shows`}
          onPointerDown={(event) => {
            if (scene.current === undefined || event.button !== 0) return;
            const from = xOf(event);
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

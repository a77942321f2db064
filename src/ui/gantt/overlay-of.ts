import { cssPx, type CssPx } from '../../base/brand.ts';
import { type AppState } from '../../app/app-state.ts';
import { selectArrows } from '../../app/chart-selectors.ts';
import { selectMark } from '../../app/selectors.ts';
import { formatMicros } from '../../base/format.ts';
import { type Overlay } from '../../draw/overlay.ts';
import { type GanttInput } from '../../layout/gantt.ts';
import { type Hit } from '../../layout/hit-test.ts';
import { stackLanes } from '../../layout/lane-stack.ts';
import { bandOf, boxOfMark, findMark, type MarkPlace } from '../../layout/mark-box.ts';
import { type Box, type Scene } from '../../layout/scene.ts';

/** What stands above the marks: hover, selection with its arrows, the marked range, the crosshair. */
export function overlayOf(
  state: AppState,
  input: GanttInput,
  scene: Scene,
  hover: Hit | undefined,
  crosshair: { readonly x: CssPx; readonly label: string } | undefined,
): Overlay {
  const { range } = state.view;
  const mark = selectMark(state);
  const stack = stackLanes(input.lanes, input.predicted ?? [], input.hidden, input.folded);
  const boxOf = (place: MarkPlace | undefined): Box | undefined =>
    place === undefined ? undefined : boxOfMark(scene, stack, input.lanes, place);
  const selected =
    mark === undefined ? undefined : boxOf({ lane: input.lanes.indexOf(mark.lane), row: mark.row, mark: mark.index });
  const hovered =
    hover === undefined || hover.predicted ? undefined : boxOf({ lane: hover.lane, row: hover.row, mark: hover.mark });
  const arrows = selectArrows(state).flatMap(({ from, to }) => {
    const a = boxOf(findMark(input.lanes, from.lane, from.start, from.ref));
    const b = boxOf(findMark(input.lanes, to.lane, to.start, to.ref));
    return a === undefined || b === undefined ? [] : [{ from: a, to: b }];
  });
  return {
    size: { width: scene.width, height: cssPx(scene.height) },
    hover: hovered,
    selection: selected,
    arrows,
    crosshair,
    range:
      range === undefined ? undefined : { box: bandOf(scene, range), label: formatMicros(range.end - range.start) },
  };
}

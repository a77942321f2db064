import { at } from '../../base/at.ts';
import { cssPx, type CssPx, type Micros, micros } from '../../base/brand.ts';
import { type AppState } from '../../app/app-state.ts';
import { type EventArrow, selectArrows } from '../../app/arrow-selectors.ts';
import { selectBesideTwin } from '../../app/beside-twin.ts';
import { selectInstant } from '../../app/instants.ts';
import { selectMark } from '../../app/selectors.ts';
import { formatMicros } from '../../base/format.ts';
import { type Overlay } from '../../draw/overlay.ts';
import { type GanttInput } from '../../layout/gantt.ts';
import { boxOfSign } from '../../layout/instants.ts';
import { type Hit } from '../../layout/hit-test.ts';
import { type LaneStack, stackLanes } from '../../layout/lane-stack.ts';
import { bandOf, boxOfMark, boxOfSpan, findMark, type MarkPlace } from '../../layout/mark-box.ts';
import { shiftOfTime } from '../../layout/align-steps.ts';
import { type Box, type Scene, type SceneInstant } from '../../layout/scene.ts';
import { xOfTime } from '../../layout/time-scale.ts';

/** How far a predicted event may have moved among those of its row. */
const MOST_PASSED = 500;
const MOST_PATH = 3000;

/** The chart's lanes as they are stacked, whether on screen or not. */
export const stackOf = (input: GanttInput): LaneStack =>
  stackLanes(input.lanes, input.predicted ?? [], input.hidden, input.folded, input.pinned);

/** What stands above the marks: hover, selection with its arrows and its prediction, the marked range, the crosshair. */
export function overlayOf(
  state: AppState,
  input: GanttInput,
  scene: Scene,
  hover: Hit | SceneInstant | undefined,
  crosshair: { readonly x: CssPx; readonly label: string } | undefined,
): Overlay {
  const { range } = state.view;
  const mark = selectMark(state);
  const predicted = input.predicted ?? [];
  const stack = stackOf(input);
  const boxOf = (place: MarkPlace | undefined): Box | undefined =>
    place === undefined ? undefined : boxOfMark(scene, stack, input.lanes, place);
  const row = mark?.lane.rows[mark.row];
  const place =
    mark === undefined || row === undefined
      ? undefined
      : findMark(input.lanes, mark.lane.key, micros(at(row.start, mark.index)), mark.ref);
  const selected = boxOf(place) ?? signBox(state, scene);
  const isBeside = input.twinNames !== undefined;
  const moved =
    mark?.kind === 'event' && !isBeside ? twinOf(input, mark.lane.key, mark.row, mark.index, mark.ref) : undefined;
  const twin = isBeside ? besideTwinOf(state, input) : moved;
  const ghost = twin === undefined ? undefined : boxOfMark(scene, stack, predicted, twin, true);
  const hovered =
    hover === undefined
      ? undefined
      : 'first' in hover
        ? boxOfSign(hover)
        : boxOfMark(
            scene,
            stack,
            hover.predicted ? predicted : input.lanes,
            { lane: hover.lane, row: hover.row, mark: hover.mark },
            hover.predicted,
          );
  const { own, all } = selectArrows(state);
  const placeOf = ({ lane, start, ref }: EventArrow['from']) => findMark(input.lanes, lane, start, ref);
  const drawn = (strong: boolean) => (arrow: EventArrow) => {
    const from = touching(scene, boxOf(placeOf(arrow.from)), arrow.from.touches);
    const to = touching(scene, boxOf(placeOf(arrow.to)), arrow.to.touches);
    return from === undefined || to === undefined ? [] : [{ from, to, strong }];
  };
  const arrows = [...all.flatMap(drawn(false)), ...own.flatMap(drawn(true))];
  return {
    size: { width: scene.width, height: cssPx(scene.height) },
    hover: hovered,
    selection: selected,
    ghost: selected === undefined || ghost === undefined ? undefined : { measured: selected, predicted: ghost },
    arrows,
    path: [...pathBoxes(state, input, scene, stack), ...predictedPath(state, input, scene, stack)],
    crosshair,
    range:
      range === undefined
        ? undefined
        : { box: bandOf(scene, range), label: formatMicros(range.end - range.start, state.view.timeUnit) },
  };
}

/** The sign of the selected instant, where it is in sight. */
function signBox(state: AppState, scene: Scene): Box | undefined {
  const index = selectInstant(state);
  const sign = scene.instants.find(({ first, last }) => index !== undefined && first <= index && index < last);
  return sign === undefined ? undefined : boxOfSign(sign);
}

/** The measured critical path, as much of it as is in view. */
function pathBoxes(state: AppState, input: GanttInput, scene: Scene, stack: LaneStack): readonly Box[] {
  if (!state.view.criticalPath || state.session.phase !== 'ready') return [];
  const { opened, replay } = state.session;
  const path = replay?.path;
  if (path === undefined) return [];
  const { events, lanes } = opened.timeline;
  const places = new Map(
    stack.lanes.flatMap((place) => (place.predicted ? [] : [[input.lanes[place.lane]?.key, place] as const])),
  );
  const boxes: Box[] = [];
  for (let i = 0; i < path.length && boxes.length < MOST_PATH; i++) {
    const event = at(path.event, i);
    if (event < 0) continue;
    const place = places.get(lanes[at(events.lane, event)]?.key);
    const span = { start: at(events.start, event), end: at(events.end, event) };
    const box = place === undefined ? undefined : boxOfSpan(scene, place, at(events.row, event), span);
    if (box !== undefined) boxes.push(box);
  }
  return boxes;
}

/** The predicted critical path, on the predicted rows: what of it is work of a lane that has one. */
function predictedPath(state: AppState, input: GanttInput, scene: Scene, stack: LaneStack): readonly Box[] {
  if (!state.view.criticalPath || state.session.phase !== 'ready' || input.twinNames !== undefined) return [];
  const { opened, replayed } = state.session;
  const path = replayed?.path;
  if (path === undefined) return [];
  const { events, lanes } = opened.timeline;
  const twins = input.predicted ?? [];
  const places = new Map(
    stack.lanes.flatMap((place) => (place.predicted ? [[twins[place.lane]?.key, place] as const] : [])),
  );
  const boxes: Box[] = [];
  for (let i = 0; i < path.length && boxes.length < MOST_PATH; i++) {
    const event = at(path.event, i);
    const lane = event < 0 ? undefined : lanes[at(events.lane, event)];
    const place = places.get(lane?.key);
    if (lane === undefined || place === undefined) continue;
    const us = shiftOfTime(scene.shifts, lane.rank, at(path.start, i));
    const span = { start: at(path.start, i) - us, end: at(path.end, i) - us };
    const box = boxOfSpan(scene, place, at(events.row, event), span);
    if (box !== undefined) boxes.push(box);
  }
  return boxes;
}

/** The box cut down to the moment at which an arrow touches it. */
function touching(scene: Scene, box: Box | undefined, time: Micros | undefined): Box | undefined {
  return box === undefined || time === undefined
    ? box
    : { ...box, x: xOfTime(scene.window, cssPx(scene.width), time), width: cssPx(0) };
}

/** The event of the second run that the selected one is held against. */
function besideTwinOf(state: AppState, input: GanttInput): MarkPlace | undefined {
  const twin = selectBesideTwin(state);
  const lane = (input.predicted ?? []).findIndex(({ key }) => key === twin?.key);
  return twin === undefined || lane < 0 ? undefined : { lane, row: twin.row, mark: twin.index };
}

/** The predicted twin of an event: in the same row, near the same place. */
function twinOf(
  input: GanttInput,
  key: GanttInput['lanes'][number]['key'],
  row: number,
  index: number,
  ref: number,
): MarkPlace | undefined {
  const lane = (input.predicted ?? []).findIndex((one) => one.key === key);
  const marks = input.predicted?.[lane]?.rows[row];
  if (marks === undefined) return undefined;
  for (let away = 0; away < MOST_PASSED; away++) {
    for (const mark of [index - away, index + away])
      if (mark >= 0 && mark < marks.length && at(marks.ref, mark) === ref) return { lane, row, mark };
  }
  return undefined;
}

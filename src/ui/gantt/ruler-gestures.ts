import { cssPx, type CssPx, type Micros } from '../../base/brand.ts';
import { selectBounds } from '../../app/selectors.ts';
import { type AppStore } from '../../app/store.ts';
import { type Flag, inOrder, withFlag } from '../../view/flags.ts';

export interface RulerSurface {
  readonly timeAt: (x: CssPx) => Micros;
  readonly xOf: (time: Micros) => CssPx;
  /** The instant under the pointer; undefined when it leaves. */
  readonly onPointer: (x: CssPx | undefined) => void;
  /** A flag was clicked. */
  readonly onFlag: (flag: Flag) => void;
}

interface Held {
  readonly flag: Flag;
  readonly others: readonly Flag[];
  readonly fromX: number;
  moved: boolean;
}

const REACH_PX = 8;
const DRAG_FROM_PX = 3;

/** A click on the ruler puts up a flag, a drag moves one, a click on one leads to its name. Returns a function that ends it. */
export function attachRuler(canvas: HTMLCanvasElement, store: AppStore, surface: RulerSurface): () => void {
  let held: Held | undefined;
  /** What the press held that the next click ends. */
  let pressed: Held | undefined;

  const xOfEvent = (event: MouseEvent): CssPx => cssPx(event.clientX - canvas.getBoundingClientRect().left);
  const inTrace = (time: Micros): boolean => {
    const { start, end } = selectBounds(store.getState());
    return time >= start && time <= end;
  };
  const flagAt = (x: CssPx): Flag | undefined => {
    const near = store
      .getState()
      .view.flags.map((flag) => ({ flag, away: Math.abs(surface.xOf(flag.at) + REACH_PX / 2 - x) }))
      .filter(({ away }) => away <= REACH_PX);
    return near.sort((a, b) => a.away - b.away)[0]?.flag;
  };
  const change = (flags: readonly Flag[], how: 'push' | 'replace') =>
    store.getState().actions.changeView({ flags }, how);

  const onDown = (event: PointerEvent) => {
    pressed = undefined;
    const flag = flagAt(xOfEvent(event));
    if (flag === undefined || event.button !== 0) return;
    held = {
      flag,
      others: store.getState().view.flags.filter((one) => one !== flag),
      fromX: event.clientX,
      moved: false,
    };
    canvas.setPointerCapture(event.pointerId);
  };
  const moveTo = (event: PointerEvent, how: 'push' | 'replace') => {
    const at = surface.timeAt(xOfEvent(event));
    if (held !== undefined && inTrace(at)) change(inOrder([...held.others, { ...held.flag, at }]), how);
  };
  const onMove = (event: PointerEvent) => {
    const x = xOfEvent(event);
    if (event.pointerType !== 'touch') surface.onPointer(x);
    if (held === undefined) {
      canvas.style.cursor = flagAt(x) === undefined ? '' : 'ew-resize';
      return;
    }
    held.moved ||= Math.abs(event.clientX - held.fromX) >= DRAG_FROM_PX;
    if (held.moved) moveTo(event, 'replace');
  };
  const onUp = (event: PointerEvent) => {
    if (held?.moved === true) moveTo(event, 'push');
    pressed = held;
    held = undefined;
  };
  const onCancel = () => (held = undefined);
  const onClick = (event: MouseEvent) => {
    if (pressed?.moved === true) return;
    if (pressed !== undefined) return surface.onFlag(pressed.flag);
    const at = surface.timeAt(xOfEvent(event));
    if (inTrace(at)) change(withFlag(store.getState().view.flags, at), 'push');
  };
  const onLeave = () => surface.onPointer(undefined);

  canvas.addEventListener('pointerdown', onDown);
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('pointerup', onUp);
  canvas.addEventListener('pointercancel', onCancel);
  canvas.addEventListener('pointerleave', onLeave);
  canvas.addEventListener('click', onClick);
  return () => {
    canvas.removeEventListener('pointerdown', onDown);
    canvas.removeEventListener('pointermove', onMove);
    canvas.removeEventListener('pointerup', onUp);
    canvas.removeEventListener('pointercancel', onCancel);
    canvas.removeEventListener('pointerleave', onLeave);
    canvas.removeEventListener('click', onClick);
  };
}

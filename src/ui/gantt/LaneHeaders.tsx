import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { type LaneKey } from '../../base/brand.ts';
import { type Chart } from '../../app/selectors.ts';
import { type LaneStack, type StackedLane } from '../../layout/lane-stack.ts';
import { laneWords } from '../../app/lane-words.ts';
import { type ChartLane } from '../../model/mark-row.ts';
import { type Translate } from '../../words/translator.ts';
import { useWords } from '../use-words.tsx';

const DRAG_FROM_PX = 5;
/** Thinner rows than this have names for screen readers only: the band behind them tells whose they are. */
const NAME_FROM_PX = 14;
/** A finger at rest for this long takes hold of a lane; one that moves before scrolls. */
const LONG_PRESS_MS = 400;

export type LaneAction = 'fold' | 'pin' | 'hide' | 'up' | 'down';

export interface LaneHeadersProps {
  readonly chart: Chart;
  readonly stack: LaneStack;
  readonly rankLabels: readonly string[];
  /** What the rows under the measured ones are. */
  readonly twinName: string;
  /** The lane that was looked for. */
  readonly found: LaneKey | undefined;
  readonly onAct: (key: LaneKey, action: LaneAction) => void;
  readonly onDrop: (moved: LaneKey, target: LaneKey, side: 'before' | 'after') => void;
  /** A lane that is pointed at or focused, and its header; undefined when left. */
  readonly onPoint: (key: LaneKey | undefined, header: Element | undefined) => void;
}

interface Drag {
  readonly key: LaneKey;
  readonly fromY: number;
  readonly target?: { readonly key: LaneKey; readonly side: 'before' | 'after'; readonly y: number };
}

/** Names of the lanes beside the canvas; real elements, so that they scroll, fold, move and read aloud. */
export function LaneHeaders({ chart, stack, rankLabels, twinName, found, onAct, onDrop, onPoint }: LaneHeadersProps) {
  const t = useWords();
  const [menu, setMenu] = useState<{ readonly lane: ChartLane; readonly trigger: Element }>();
  const [drag, setDrag] = useState<Drag>();
  const list = useRef<HTMLUListElement>(null);
  const pressed = useRef<Drag>(undefined);
  const resting = useRef<{ readonly timer: number; readonly x: number; readonly y: number }>(undefined);
  useEffect(() => {
    const lanes = list.current;
    // While a finger holds a lane, the page does not scroll under it.
    const onTouchMove = (event: TouchEvent) => pressed.current !== undefined && event.preventDefault();
    lanes?.addEventListener('touchmove', onTouchMove, { passive: false });
    return () => lanes?.removeEventListener('touchmove', onTouchMove);
  }, []);
  const severalRanks = rankLabels.length > 1;

  const targetAt = (key: LaneKey, clientY: number): Drag['target'] => {
    const y = clientY - (list.current?.getBoundingClientRect().top ?? 0);
    const own = chart.lanes.find((lane) => lane.key === key);
    const places = stack.lanes.filter(
      (place) => !place.predicted && !place.pinned && chart.lanes[place.lane]?.rank === own?.rank,
    );
    const next = places.find((place) => y < place.y + place.height / 2);
    const place = next ?? places.at(-1);
    const lane = place === undefined ? undefined : chart.lanes[place.lane];
    if (place === undefined || lane === undefined || lane.key === key) return undefined;
    return next === undefined
      ? { key: lane.key, side: 'after', y: place.y + place.height }
      : { key: lane.key, side: 'before', y: place.y };
  };
  const stopResting = () => {
    clearTimeout(resting.current?.timer);
    resting.current = undefined;
  };
  const onPress = (event: PointerEvent, key: LaneKey) => {
    const { clientX: x, clientY: y } = event;
    if (event.button !== 0) return;
    if (event.pointerType !== 'touch') {
      pressed.current = { key, fromY: y };
      return;
    }
    const takeHold = () => {
      resting.current = undefined;
      pressed.current = { key, fromY: y };
      setDrag({ key, fromY: y });
    };
    stopResting();
    resting.current = { timer: window.setTimeout(takeHold, LONG_PRESS_MS), x, y };
  };
  /** The held lane and where it would land; of the event, as the state may be a frame behind. */
  const dragAt = (event: PointerEvent): Drag | undefined => {
    const { current: held } = pressed;
    if (held === undefined) return undefined;
    if (Math.abs(event.clientY - held.fromY) < DRAG_FROM_PX) return drag === undefined ? undefined : held;
    const target = targetAt(held.key, event.clientY);
    return target === undefined ? held : { ...held, target };
  };
  const onDragMove = (event: PointerEvent) => {
    const { current: rest } = resting;
    if (rest !== undefined && Math.hypot(event.clientX - rest.x, event.clientY - rest.y) >= DRAG_FROM_PX) stopResting();
    // The button was let go where nobody told this header.
    if (event.pointerType !== 'touch' && (event.buttons & 1) === 0) pressed.current = undefined;
    const moved = dragAt(event);
    if (moved === undefined) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag(moved);
  };
  const onDragEnd = (dropped: Drag | undefined) => {
    stopResting();
    pressed.current = undefined;
    if (dropped?.target !== undefined) onDrop(dropped.key, dropped.target.key, dropped.target.side);
    // The click that ends a drag must not open the menu.
    setDrag(dropped);
    setTimeout(() => setDrag(undefined));
  };
  const onKeyDown = (event: KeyboardEvent, key: LaneKey) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    onAct(key, event.key === 'ArrowUp' ? 'up' : 'down');
  };

  const header = (place: StackedLane) => {
    const lane = (place.predicted ? chart.predicted : chart.lanes)[place.lane];
    if (lane === undefined) return null;
    const style = { top: place.y, height: place.height, lineHeight: `${Math.min(18, place.rowHeight)}px` };
    if (place.predicted) {
      return (
        <li
          key={`p${lane.key}`}
          className="lane-header"
          data-predicted=""
          data-thin={place.height < NAME_FROM_PX ? '' : undefined}
          style={style}
        >
          <span className="fold" />
          <span className="lane-name">{twinName}</span>
        </li>
      );
    }
    const isFolded = chart.folded.has(lane.key);
    const own = t(laneWords(lane.label));
    const label = place.pinned && severalRanks ? `${own} · ${rankLabels[lane.rank] ?? ''}` : own;
    return (
      <li
        key={lane.key}
        className="lane-header"
        data-kind={lane.kind}
        data-lane={lane.key}
        data-found={found === lane.key ? '' : undefined}
        data-dragged={drag?.key === lane.key ? '' : undefined}
        style={style}
        onPointerEnter={(event) => onPoint(lane.key, event.currentTarget)}
        onPointerLeave={() => onPoint(undefined, undefined)}
      >
        {lane.rows.length > 1 ? (
          <button
            type="button"
            className="fold"
            aria-expanded={!isFolded}
            aria-label={t`${own}: rows`}
            onClick={() => onAct(lane.key, 'fold')}
          >
            {isFolded ? '▸' : '▾'}
          </button>
        ) : (
          <span className="fold" />
        )}
        <button
          type="button"
          className="lane-name"
          aria-haspopup="menu"
          aria-label={t`${label}: lane menu`}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={(event) => drag === undefined && setMenu({ lane, trigger: event.currentTarget })}
          onKeyDown={(event) => onKeyDown(event, lane.key)}
          onFocus={(event) =>
            event.currentTarget.matches(':focus-visible') &&
            onPoint(lane.key, event.currentTarget.parentElement ?? undefined)
          }
          onBlur={() => onPoint(undefined, undefined)}
          onPointerDown={(event) => !place.pinned && onPress(event, lane.key)}
          onContextMenu={(event) => pressed.current !== undefined && event.preventDefault()}
          onPointerMove={onDragMove}
          onPointerUp={(event) => onDragEnd(dragAt(event))}
          onPointerCancel={() => onDragEnd(undefined)}
        >
          {label}
        </button>
        <button type="button" className="hide" aria-label={t`Hide ${own}`} onClick={() => onAct(lane.key, 'hide')}>
          ×
        </button>
      </li>
    );
  };

  const pinned = stack.lanes.filter((place) => place.pinned);
  return (
    <>
      {pinned.length > 0 && (
        <ul className="gantt-headers pinned">
          {pinned.map(header)}
          <li className="pin-edge" aria-hidden="true" style={{ top: stack.pinnedHeight - 2 }} />
        </ul>
      )}
      <ul className="gantt-headers" ref={list} style={{ height: stack.height }}>
        {stack.groups.map((group) => (
          <li key={`g${group.rank}`} className="lane-header lane-group" style={{ top: group.y, height: group.height }}>
            <span className="lane-name">{rankLabels[group.rank]}</span>
          </li>
        ))}
        {stack.lanes.filter((place) => !place.pinned).map(header)}
        {drag?.target !== undefined && (
          <li className="drop-line" aria-hidden="true" style={{ top: drag.target.y - 2 }} />
        )}
      </ul>
      {menu !== undefined && (
        <Popover
          className="popover"
          isOpen
          onOpenChange={(open) => !open && setMenu(undefined)}
          triggerRef={{ current: menu.trigger }}
          placement="right top"
        >
          <Menu
            aria-label={t(laneWords(menu.lane.label))}
            autoFocus="first"
            items={actionsFor(menu.lane, chart, t)}
            onAction={(action) => {
              const chosen = actionsFor(menu.lane, chart, t).find((row) => row.id === action);
              if (chosen !== undefined) onAct(menu.lane.key, chosen.id);
              setMenu(undefined);
            }}
          >
            {({ id, label, keys }) => (
              <MenuItem id={id} textValue={label} className="menu-item">
                <span>{label}</span>
                {keys !== undefined && <kbd>{keys}</kbd>}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      )}
    </>
  );
}

function actionsFor(
  lane: ChartLane,
  { folded, pinned }: Chart,
  t: Translate,
): readonly { readonly id: LaneAction; readonly label: string; readonly keys?: string }[] {
  return [
    ...(lane.rows.length > 1 ? [{ id: 'fold' as const, label: folded.has(lane.key) ? t`Unfold` : t`Fold` }] : []),
    { id: 'pin', label: pinned.has(lane.key) ? t`Let it scroll` : t`Keep at the top` },
    { id: 'up', label: t`Move up`, keys: 'Alt+↑' },
    { id: 'down', label: t`Move down`, keys: 'Alt+↓' },
    { id: 'hide', label: t`Hide` },
  ];
}

import { expect, it } from 'vitest';
import { cssPx, micros } from '../../base/brand.ts';
import { type AppStore } from '../../app/store.ts';
import { type Flag } from '../../view/flags.ts';
import { attachRuler } from './ruler-gestures.ts';

/** A ruler of one microsecond a pixel with a flag at 50, and what is done to its flags. */
function ruler() {
  const canvas = Object.assign(new EventTarget(), {
    style: { cursor: '' },
    setPointerCapture: () => undefined,
    getBoundingClientRect: () => ({ left: 0 }),
  });
  const seen: string[] = [];
  const state = {
    view: { flags: [{ at: micros(50), name: 'here' }] as readonly Flag[] },
    session: { phase: 'ready', opened: { timeline: { window: { start: micros(0), end: micros(100) } } } },
    actions: {
      changeView: ({ flags }: { readonly flags: readonly Flag[] }, how: string) => {
        state.view.flags = flags;
        seen.push(`${how} ${flags.map(({ at }) => at).join(' ')}`);
      },
    },
  };
  attachRuler(canvas as unknown as HTMLCanvasElement, { getState: () => state } as unknown as AppStore, {
    timeAt: (x) => micros(x),
    xOf: (time) => cssPx(time),
    onPointer: () => undefined,
    onFlag: (flag) => seen.push(`to ${flag.name}`),
  });
  const send = (type: string, clientX: number) =>
    canvas.dispatchEvent(Object.assign(new Event(type), { clientX, button: 0, pointerId: 1, pointerType: 'mouse' }));
  return { send, seen };
}

it('a flag that was pressed is not moved by what the pointer does afterwards', () => {
  const { send, seen } = ruler();
  for (const [type, x] of [
    ['pointerdown', 50],
    ['pointerup', 51],
    ['pointermove', 80],
  ] as const)
    send(type, x);
  expect(seen).toEqual([]);
  send('click', 51);
  expect(seen).toEqual(['to here']);
});

it('a drag moves a flag, and its click puts up no other', () => {
  const { send, seen } = ruler();
  send('pointerdown', 50);
  for (const [type, x] of [
    ['pointermove', 60],
    ['pointerup', 62],
    ['click', 62],
    ['pointermove', 90],
  ] as const)
    send(type, x);
  expect(seen).toEqual(['replace 60', 'push 62']);
});

import { expect, it } from 'vitest';
import { createEvents, type EventBuffer } from './buffers.ts';

const BEYOND = 2 ** 40;

function add(events: EventBuffer, offset: number, correlation: number): void {
  const at = events.next();
  events.put('offset', at, offset);
  events.put('correlation', at, correlation);
}

it('takes 48 bytes an event', () => {
  const { tail } = createEvents();
  const bytes = Object.values(tail).reduce((sum, column) => sum + column.BYTES_PER_ELEMENT, 0);
  expect(bytes).toBe(48);
});

it('keeps numbers that do not fit as doubles, wherever they come', () => {
  const events = createEvents();
  const offsets: number[] = [];
  const correlations: number[] = [];
  // The first and the last segments are of small integers.
  for (let k = 0; k < 80_000; k++) {
    offsets.push(k > 38_000 && k < 60_000 ? BEYOND + k : k);
    correlations.push(k === 40_000 ? 0.5 : k === 50_000 ? BEYOND : -1);
    add(events, offsets[k]!, correlations[k]!);
  }
  expect(events.copy().offset.join()).toBe(offsets.join());
  const { offset, correlation } = events.join();
  expect(offset.join()).toBe(offsets.join());
  expect(correlation.join()).toBe(correlations.join());
});

it('takes rows of doubles over, as integers where they are such', () => {
  const rows = {
    ...createEvents().tail,
    offset: Float64Array.of(1, 2, 3),
    correlation: Float64Array.of(-1, BEYOND, 7),
  };
  const small = createEvents();
  small.append(rows, 1);
  expect(small.join()).toMatchObject({ offset: Uint32Array.of(1), correlation: Int32Array.of(-1) });
  const wide = createEvents();
  wide.append(rows, 3);
  expect(wide.join()).toMatchObject({ offset: Uint32Array.of(1, 2, 3), correlation: Float64Array.of(-1, BEYOND, 7) });
});

it('adopts segments of either kind', () => {
  const [small, wide, whole] = [createEvents(), createEvents(), createEvents()];
  add(small, 1, 1);
  add(wide, BEYOND, 0.25);
  add(whole, 0, 0);
  whole.adopt(wide.segments());
  whole.adopt(small.segments());
  add(whole, 4, 4);
  expect(whole.join()).toMatchObject({
    offset: Float64Array.of(0, BEYOND, 1, 4),
    correlation: Float64Array.of(0, 0.25, 1, 4),
  });
});

import { type RectBatch } from './scene.ts';

/** A growable RectBatch. Reused from frame to frame it allocates nothing once it has grown. */
export interface RectBuilder {
  length: number;
  x: Float32Array;
  y: Float32Array;
  width: Float32Array;
  height: Float32Array;
  tint: Uint8Array;
  share: Float32Array;
  ref: Int32Array;
  lane: Uint16Array;
}

export function createRectBuilder(capacity = 1024): RectBuilder {
  return {
    length: 0,
    x: new Float32Array(capacity),
    y: new Float32Array(capacity),
    width: new Float32Array(capacity),
    height: new Float32Array(capacity),
    tint: new Uint8Array(capacity),
    share: new Float32Array(capacity),
    ref: new Int32Array(capacity),
    lane: new Uint16Array(capacity),
  };
}

/** Makes room for `more` rectangles, so that what follows need not ask. */
export function reserveRects(rects: RectBuilder, more: number): void {
  const wanted = rects.length + more;
  if (wanted > rects.x.length) grow(rects, Math.max(wanted, rects.x.length * 2));
}

function grow(rects: RectBuilder, capacity: number): void {
  const next = createRectBuilder(capacity);
  next.x.set(rects.x);
  next.y.set(rects.y);
  next.width.set(rects.width);
  next.height.set(rects.height);
  next.tint.set(rects.tint);
  next.share.set(rects.share);
  next.ref.set(rects.ref);
  next.lane.set(rects.lane);
  Object.assign(rects, next, { length: rects.length });
}

/** Appends one rectangle: CSS pixels, tint code, share 0..1, event or piece index (-1 for a summary), index into `Scene.lanes`. */
export function pushRect(
  rects: RectBuilder,
  x: number,
  y: number,
  width: number,
  height: number,
  tint: number,
  share: number,
  ref: number,
  lane: number,
): void {
  if (rects.length === rects.x.length) grow(rects, rects.x.length * 2);
  const i = rects.length++;
  rects.x[i] = x;
  rects.y[i] = y;
  rects.width[i] = width;
  rects.height[i] = height;
  rects.tint[i] = tint;
  rects.share[i] = share;
  rects.ref[i] = ref;
  rects.lane[i] = lane;
}

/** The batch as it stands. It shares the builder's arrays: it is good until the builder is next used. */
export function rectBatch(rects: RectBuilder): RectBatch {
  return { ...rects };
}

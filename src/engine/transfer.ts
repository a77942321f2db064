import { giveBack } from '../base/give-back.ts';
import { type EngineReply } from './protocol.ts';
import { type Timeline } from '../model/timeline.ts';

/** A reply ready for postMessage: no buffer in `transfer` is needed by the engine afterwards. */
export interface Parcel {
  readonly message: EngineReply;
  readonly transfer: ArrayBuffer[];
}

/**
 * The engine keeps timeline, ledger and matched collectives for the replay, so the page gets copies of those; everything else (chart lanes,
 * predictions) is handed over whole.
 */
export function packReply(reply: EngineReply): Parcel {
  if (reply.kind === 'progress' && reply.soFar !== undefined) {
    return { message: reply, transfer: buffersOf(reply.soFar) };
  }
  if (reply.kind === 'sample') return { message: reply, transfer: buffersOf(reply.sample) };
  if (reply.kind !== 'opened' && reply.kind !== 'compared' && reply.kind !== 'replayed')
    return { message: reply, transfer: [] };
  const kept = new Set<ArrayBuffer>();
  let message: EngineReply = reply;
  if (reply.kind === 'opened') {
    collectBuffers(reply.opened.timeline, kept);
    collectBuffers(reply.opened.ledger, kept);
    collectBuffers(reply.opened.runRanks?.alignment.matches, kept);
    collectBuffers(reply.opened.runRanks?.members, kept);
    message = { ...reply, opened: { ...reply.opened, timeline: copyTimeline(reply.opened.timeline) } };
  }
  const buffers = new Set<ArrayBuffer>();
  collectBuffers(message, buffers);
  return { message, transfer: [...buffers].filter((buffer) => !kept.has(buffer)) };
}

/** Frees a column that nobody reads again. */
export const letGo = (column: ArrayBufferView): void => giveBack(column.buffer);

/** Frees the buffers behind `gone` that are not behind `kept` too. */
export function giveBackAllBut(gone: unknown, kept: unknown): void {
  const needed = new Set<ArrayBuffer>();
  collectBuffers(kept, needed);
  const buffers = new Set<ArrayBuffer>();
  collectBuffers(gone, buffers);
  for (const buffer of buffers) if (!needed.has(buffer)) giveBack(buffer);
}

/** All buffers behind a value, each once. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collectBuffers(value, found);
  return [...found];
}

function copyTimeline(timeline: Timeline): Timeline {
  return {
    ...timeline,
    events: copyColumns(timeline.events),
    links: copyColumns(timeline.links),
    extras: copyColumns(timeline.extras),
  };
}

function copyColumns<T extends object>(columns: T): T {
  const copy: T = { ...columns };
  for (const [key, value] of Object.entries(columns)) {
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) Object.assign(copy, { [key]: copyView(value) });
  }
  return copy;
}

/** A copy with a buffer of its own, no larger than the view. Not by `structuredClone`: that writes all into a message first, and takes three times as long. */
function copyView(view: ArrayBufferView): ArrayBufferView {
  if ('slice' in view && typeof view.slice === 'function') {
    const copy: unknown = view.slice();
    if (ArrayBuffer.isView(copy)) return copy;
  }
  return view;
}

function collectBuffers(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const item of value) collectBuffers(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) collectBuffers(item, found);
  }
}

import { type EngineReply } from './protocol.ts';
import { type Timeline } from '../model/timeline.ts';

/** A reply ready for postMessage: no buffer in `transfer` is needed by the engine afterwards. */
export interface Parcel {
  readonly message: EngineReply;
  readonly transfer: ArrayBuffer[];
}

/**
 * The engine keeps the timeline's columns for the replay, so the page gets copies of those; everything else
 * (ledger, chart lanes, predictions) is handed over whole.
 */
export function packReply(reply: EngineReply): Parcel {
  const message: EngineReply =
    reply.kind === 'opened'
      ? { ...reply, opened: { ...reply.opened, timeline: copyTimeline(reply.opened.timeline) } }
      : reply;
  const buffers = new Set<ArrayBuffer>();
  if (message.kind === 'opened' || message.kind === 'replayed') collectBuffers(message, buffers);
  return { message, transfer: [...buffers] };
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
  for (const [key, value] of Object.entries(columns)) if (ArrayBuffer.isView(value)) Object.assign(copy, { [key]: structuredClone(value) });
  return copy;
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

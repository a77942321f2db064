import { i32 } from '../../base/at.ts';
import { say } from '../../base/say.ts';
import { type Scan } from '../event-columns.ts';
import { aiu } from './aiu.ts';
import { ascend, mindspore } from './ascend.ts';
import { dftracer } from './dftracer.ts';
import { type Format } from './format.ts';
import { horovod } from './horovod.ts';
import { kineto } from './kineto.ts';
import { megatron } from './megatron.ts';
import { paddle } from './paddle.ts';
import { ray } from './ray.ts';
import { rocprof } from './rocprof.ts';
import { viewOf } from './scan-view.ts';
import { tensorflow1 } from './tensorflow1.ts';
import { type TraceFacts } from './trace-facts.ts';
import { jax, tensorflow2 } from './xprof.ts';

/** Tried in order: narrow signs first. Files of Ascend and PaddlePaddle hold PyTorch's categories or members too, so they are asked before. */
export const FORMATS: readonly Format[] = [
  ascend,
  mindspore,
  paddle,
  kineto,
  rocprof,
  tensorflow1,
  jax,
  tensorflow2,
  horovod,
  dftracer,
  ray,
  megatron,
  aiu,
];

/** Always shows something. */
export const FALLBACK = 'Chrome Trace Event';

/** The scan with its format named, and with what that format says of its tracks and events. */
export function recognise(scan: Scan, facts: TraceFacts): Scan {
  const view = viewOf(scan, facts);
  const format = FORMATS.find((row) => row.matches(view));
  const timed = inMicros(scan, format?.unitUs?.(view) ?? 1, facts.isPart);
  const renamed = format?.rename === undefined ? timed : withNames(timed, format.rename);
  const hints = format?.adapt?.(renamed === scan ? view : viewOf(renamed, facts));
  const named = { ...renamed, format: format?.name ?? FALLBACK };
  if (hints === undefined) return named;
  const events = hints.end === undefined ? named.events : { ...named.events, end: hints.end };
  return { ...named, events, hints };
}

/** The scan with its times in microseconds. A scan of some of the events was made in the file's own unit and keeps it: that is said. */
function inMicros(scan: Scan, unitUs: number, isPart: boolean): Scan {
  if (unitUs === 1) return scan;
  if (isPart) {
    const message = say`The times in this file are not microseconds: each is ${unitUs} of one, and those shown are as written.`;
    return { ...scan, diagnostics: [...scan.diagnostics, { code: 'other-unit', count: 1, message }] };
  }
  const originMicros = Math.floor(scan.originMicros * unitUs);
  const rest = scan.originMicros * unitUs - originMicros;
  const scaled = (times: Float64Array): Float64Array => times.map((time) => time * unitUs + rest);
  const { events, flows } = scan;
  return {
    ...scan,
    originMicros,
    events: { ...events, start: scaled(events.start), end: scaled(events.end) },
    flows: { ...flows, time: scaled(flows.time) },
    diagnostics: scan.diagnostics.filter(({ code }) => code !== 'nanosecond-times'),
  };
}

/** The scan with its events renamed; names that become the same are one. */
function withNames(scan: Scan, rename: (name: string) => string): Scan {
  const strings = [...scan.strings];
  const places = new Map(strings.map((text, index) => [text, index]));
  const placeOf = new Int32Array(strings.length).fill(-1);
  const name = scan.events.name.map((index) => {
    const known = i32(placeOf, index);
    if (known >= 0) return known;
    const text = rename(strings[index] ?? '');
    const place = places.get(text) ?? strings.push(text) - 1;
    places.set(text, place);
    placeOf[index] = place;
    return place;
  });
  return { ...scan, strings, events: { ...scan.events, name } };
}

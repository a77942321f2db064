import { type Scan } from '../event-columns.ts';
import { aiu } from './aiu.ts';
import { ascend } from './ascend.ts';
import { dftracer } from './dftracer.ts';
import { type Format } from './format.ts';
import { horovod } from './horovod.ts';
import { kineto } from './kineto.ts';
import { megatron } from './megatron.ts';
import { ray } from './ray.ts';
import { rocprof } from './rocprof.ts';
import { viewOf } from './scan-view.ts';
import { tensorflow1 } from './tensorflow1.ts';
import { type TraceFacts } from './trace-facts.ts';
import { jax, tensorflow2 } from './xprof.ts';

/** Tried in order: narrow signs first. Ascend's files hold PyTorch's categories too, so they are asked before. */
export const FORMATS: readonly Format[] = [
  ascend,
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
  const hints = format?.adapt?.(view);
  const named = { ...scan, format: format?.name ?? FALLBACK };
  if (hints === undefined) return named;
  const events = hints.end === undefined ? named.events : { ...named.events, end: hints.end };
  return { ...named, events, hints };
}

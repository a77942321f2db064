import { type Failure } from '../base/failure.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type Attribution } from '../replay/scenario.ts';

/** Dozens of replays: asked for once, and only where somebody wants to see it. */
export type Attributing =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly of: OpenedTrace }
  | { readonly kind: 'told'; readonly of: OpenedTrace; readonly attribution: Attribution }
  | { readonly kind: 'failed'; readonly of: OpenedTrace; readonly failure: Failure };

export const NOT_ATTRIBUTED: Attributing = { kind: 'none' };

import { type StepFigure } from '../src/base/step-figure.ts';
import { type LeverRow } from '../src/replay/levers/lever-row.ts';
import { type Attribution, type SyncSite } from '../src/replay/scenario.ts';

/** Names the shape below. A field that is removed or changes its meaning makes it 2; a new field does not. */
export const LEVERS_SCHEMA = 'whystall-levers/1';

/** What `whystall levers --json` prints; docs/cli.md documents each field. */
export interface LeversReport {
  readonly schema: typeof LEVERS_SCHEMA;
  readonly measuredStepUs: number;
  /** Whether this and `bestStepUs` are medians or means over the usual steps. */
  readonly figure: StepFigure;
  readonly trust: 'green' | 'amber' | 'locked';
  readonly reason: string;
  readonly levers: readonly ListedLever[];
  /** Only with `--attribute`. */
  readonly attribution?: Attribution;
}

export interface ListedLever extends Pick<
  LeverRow,
  'key' | 'id' | 'label' | 'unit' | 'min' | 'max' | 'formula' | 'evidence' | 'uncertainty'
> {
  readonly on: boolean;
  /** Why it is off; where it is on, a caution. */
  readonly reason?: string;
  readonly note?: string;
  /** Where no setting of it alone changes the step: why. */
  readonly idle?: string;
  /** The trace's own value. */
  readonly own?: number;
  /** The setting that gains most, and the median step there. */
  readonly best?: number;
  readonly bestStepUs?: number;
  /** Of `syncs`: the calls that waited for the device, longest first. */
  readonly sites?: readonly SyncSite[];
}

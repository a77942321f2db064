import { type LaneKey } from '../base/brand.ts';
import { decodeOne, parsed, refused, type ViewField } from './field.ts';

/** How the timeline is shown. A change of any is a step of undo. */
export interface ChartView {
  /** Lanes in the order the user gave them; lanes that are not named keep their own. */
  readonly laneOrder: readonly LaneKey[];
  /** Lanes that stay at the top while the others scroll. */
  readonly pinnedLanes: readonly LaneKey[];
  /** What colours a mark: what its time goes to, or its name. */
  readonly colourBy: 'class' | 'name';
  /** The predicted run starts each step where the measured one does. */
  readonly alignSteps: boolean;
  /** Arrows of all that is in view, not of the selection alone. */
  readonly allArrows: boolean;
  /** Lanes hold only the events that the search finds. */
  readonly onlyMatches: boolean;
  /** The chain of work that sets the step time is outlined. */
  readonly criticalPath: boolean;
}

/** Off unless the link says 1, or on unless it says 0. */
const flagField = (name: string, initial: boolean): ViewField<boolean> => ({
  initial,
  urlNames: [name],
  encode: (value) => (value === initial ? [] : [[name, value ? '1' : '0']]),
  decode: (texts) =>
    decodeOne(texts, name, (text) =>
      text === '1' || text === '0' ? parsed(text === '1') : refused('is neither 1 nor 0'),
    ),
  undo: 'step',
});

/** Rows of VIEW_FIELDS. `lanesField` makes a field of lane keys. */
export const chartFields = (
  lanesField: (name: string) => ViewField<readonly LaneKey[]>,
): { readonly [K in keyof ChartView]: ViewField<ChartView[K]> } => ({
  laneOrder: lanesField('order'),
  pinnedLanes: lanesField('pin'),
  colourBy: {
    initial: 'class',
    urlNames: ['colour'],
    encode: (value) => (value === 'class' ? [] : [['colour', value]]),
    decode: (texts) =>
      decodeOne<ChartView['colourBy']>(texts, 'colour', (text) =>
        text === 'class' || text === 'name' ? parsed(text) : refused('is neither class nor name'),
      ),
    undo: 'step',
  },
  alignSteps: flagField('align', true),
  allArrows: flagField('arrows', false),
  onlyMatches: flagField('only', false),
  criticalPath: flagField('path', false),
});

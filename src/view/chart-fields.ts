import { type LaneKey } from '../base/brand.ts';
import { TIME_UNITS, type TimeUnit } from '../base/time-unit.ts';
import { say } from '../base/say.ts';
import { decodeEach, decodeOne, flagField, parsed, refused, type ViewField } from './field.ts';
import { type Flag, inOrder, MAX_FLAG_NAME, MAX_FLAGS } from './flags.ts';
import { fitsLink, formatTime, parseTime } from './time-text.ts';

/** Arrows of the timeline: a launch and its device work, a forward call and its backward one, a stream that waits for another's event, a collective and the rank it waited for. */
export const ARROW_KINDS = ['launch', 'backward', 'wait', 'collective'] as const;
export type ArrowKind = (typeof ARROW_KINDS)[number];

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
  /** Arrows that are drawn of all that is in view, not of the selection alone; in the order of ARROW_KINDS. */
  readonly arrows: readonly ArrowKind[];
  /** Lanes hold only the events that the search finds. */
  readonly onlyMatches: boolean;
  /** The chain of work that sets the step time is outlined. */
  readonly criticalPath: boolean;
  /** The unit of times on the timeline. */
  readonly timeUnit: TimeUnit;
  /** Marks on the ruler, in time order. */
  readonly flags: readonly Flag[];
}

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
        text === 'class' || text === 'name' ? parsed(text) : refused(say`is neither class nor name`),
      ),
    undo: 'step',
  },
  alignSteps: flagField('align', true),
  arrows: {
    initial: [],
    urlNames: ['arrows'],
    encode: (value) => (value.length === 0 ? [] : [['arrows', value.join(',')]]),
    decode: (texts) => decodeOne(texts, 'arrows', parseArrows),
    undo: 'step',
  },
  onlyMatches: flagField('only', false),
  criticalPath: flagField('path', false),
  timeUnit: {
    initial: 'auto',
    urlNames: ['unit'],
    encode: (value) => (value === 'auto' ? [] : [['unit', value]]),
    decode: (texts) =>
      decodeOne<TimeUnit>(texts, 'unit', (text) => {
        const unit = TIME_UNITS.find((one) => one === text);
        return unit === undefined ? refused(say`is no unit of time: auto, us, ms or s`) : parsed(unit);
      }),
    undo: 'step',
  },
  flags: {
    initial: [],
    urlNames: ['flag'],
    encode: (value) => value.map(({ at, name }) => ['flag', `${formatTime(at)}${name === '' ? '' : `:${name}`}`]),
    decode: (texts) => {
      const flags = decodeEach(texts.get('flag') ?? [], 'flag', MAX_FLAGS, parseFlag);
      return { value: flags.value && inOrder(flags.value), dropped: flags.dropped };
    },
    undo: 'step',
  },
});

/** `launch,wait`; 1, as older links say it, for the kinds of that time. */
function parseArrows(text: string) {
  const named = text === '1' ? ['launch', 'backward'] : text === '0' ? [] : text.split(',');
  const kinds = ARROW_KINDS.filter((kind) => named.includes(kind));
  return kinds.length === new Set(named).size
    ? parsed<ChartView['arrows']>(kinds)
    : refused(say`names other arrows than launch, backward, wait and collective`);
}

/** `12.3ms`, with `:<name>` where it has one. */
function parseFlag(text: string) {
  const cut = text.indexOf(':');
  const at = parseTime(cut < 0 ? text : text.slice(0, cut));
  const name = cut < 0 ? '' : text.slice(cut + 1);
  if (at === undefined || !fitsLink(at)) return refused(say`does not read as <time>:<name>, such as 12.3ms:forward`);
  return name.length <= MAX_FLAG_NAME
    ? parsed<Flag>({ at, name })
    : refused(say`is longer than ${MAX_FLAG_NAME} letters`);
}

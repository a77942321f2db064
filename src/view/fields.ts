import { laneKey, type LaneKey } from '../base/brand.ts';
import { say } from '../base/say.ts';
import { chartFields } from './chart-fields.ts';
import { comparingField } from './comparing-field.ts';
import { decodeEach, decodeOne, parsed, refused, type ViewField } from './field.ts';
import { escapeItem, unescapeItem } from './item-text.ts';
import { accountField } from './account-field.ts';
import { isClassKey } from './link-names.ts';
import { loadField } from './load-field.ts';
import { scenarioField } from './scenario-field.ts';
import { sourceField } from './source-field.ts';
import { formatSpan, formatTime, parseSpan, parseTime } from './time-text.ts';
import { gpusPerHostField, patternsField, rankNumbersField, shownRanksField, stepPatternField } from './told-fields.ts';
import { type Selection, type ViewState } from './view-state.ts';

export const MAX_POSITION = 1_000_000;
export const MAX_RANK = 65_535;
export const MAX_LANES = 2000;
/** A thread may be named by a text; one that is longer than this stays out of links. */
export const MAX_LANE_KEY = 300;
export const MAX_SEARCH = 500;

type Stretch = ViewState['window'];
type StepRange = ViewState['steps'];

const stretchField = (name: string): ViewField<Stretch> => ({
  initial: undefined,
  urlNames: [name],
  encode: (value) => (value === undefined ? [] : [[name, formatSpan(value)]]),
  decode: (texts) =>
    decodeOne<Stretch>(texts, name, (text) => {
      const span = parseSpan(text);
      if (span === undefined) return refused(say`does not read as two times, such as 12.3ms~45ms`);
      return span.end > span.start ? parsed(span) : refused(say`ends before it starts`);
    }),
  undo: 'step',
});

const lanesField = (name: string): ViewField<readonly LaneKey[]> => ({
  initial: [],
  urlNames: [name],
  encode: (value) => {
    const keys = value.filter(fitsLink).slice(0, MAX_LANES);
    return keys.length === 0 ? [] : [[name, keys.map(escapeItem).join(',')]];
  },
  decode: (texts) => {
    const keys = (texts.get(name) ?? []).flatMap((text) => text.split(','));
    const lanes = decodeEach(keys, name, MAX_LANES, parseLaneKey);
    return { value: lanes.value && [...new Set(lanes.value)], dropped: lanes.dropped };
  },
  undo: 'step',
});

const fitsLink = (key: string): boolean => key.length > 0 && key.length <= MAX_LANE_KEY;

function parseLaneKey(text: string) {
  const key = unescapeItem(text);
  return fitsLink(key) ? parsed(laneKey(key)) : refused(say`is no name of a lane`);
}

function parsePosition(text: string, most: number): number | undefined {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= most ? value : undefined;
}

function parseSteps(text: string) {
  const [from = '', to = from, ...rest] = text.split('-');
  const first = parsePosition(from, MAX_POSITION);
  const last = parsePosition(to, MAX_POSITION);
  if (first === undefined || last === undefined || rest.length > 0)
    return refused(say`does not read as steps, such as 5-9`);
  return first <= last ? parsed<StepRange>({ first, last }) : refused(say`ends before it starts`);
}

/** `<lane>@<start>`, with `,<row>` where the row matters and `,i` for an instant. */
function parseSelection(text: string) {
  const cut = text.lastIndexOf('@');
  const lane = parseLaneKey(text.slice(0, Math.max(cut, 0)));
  const [time = '', rowText, ...rest] = text.slice(cut + 1).split(',');
  const start = parseTime(time);
  const instant = rowText === 'i';
  const row = rowText === undefined || instant ? undefined : parsePosition(rowText, MAX_RANK);
  if (
    'reason' in lane ||
    start === undefined ||
    rest.length > 0 ||
    (rowText !== undefined && !instant && row === undefined)
  ) {
    return refused(say`does not read as <lane>@<start>`);
  }
  return parsed<Selection | undefined>({
    lane: lane.value,
    start,
    ...(instant && { instant }),
    ...(row === undefined ? {} : { row }),
  });
}

/** Every field of the view, once: a forgotten one does not compile. Links, undo and their tests walk this table. */
export const VIEW_FIELDS: { readonly [K in keyof ViewState]: ViewField<ViewState[K]> } = {
  source: sourceField,
  window: stretchField('t'),
  steps: {
    initial: undefined,
    urlNames: ['steps'],
    encode: (value) =>
      value === undefined
        ? []
        : [['steps', value.first === value.last ? `${value.first}` : `${value.first}-${value.last}`]],
    decode: (texts) => decodeOne<StepRange>(texts, 'steps', parseSteps),
    undo: 'step',
  },
  rank: {
    initial: 0,
    urlNames: ['rank'],
    encode: (value) => (value === 0 ? [] : [['rank', `${value}`]]),
    decode: (texts) =>
      decodeOne(texts, 'rank', (text) => {
        const rank = parsePosition(text, MAX_RANK);
        return rank === undefined ? refused(say`is no position of a rank`) : parsed(rank);
      }),
    undo: 'step',
  },
  selection: {
    initial: undefined,
    urlNames: ['sel'],
    encode: (value) =>
      value === undefined || !fitsLink(value.lane)
        ? []
        : [
            [
              'sel',
              `${escapeItem(value.lane)}@${formatTime(value.start)}${value.instant === true ? ',i' : value.row === undefined ? '' : `,${value.row}`}`,
            ],
          ],
    decode: (texts) => decodeOne(texts, 'sel', parseSelection),
    undo: 'transient',
  },
  shownRanks: shownRanksField,
  range: stretchField('range'),
  hiddenLanes: lanesField('hide'),
  foldedLanes: lanesField('fold'),
  highlight: {
    initial: undefined,
    urlNames: ['hl'],
    encode: (value) => (value === undefined ? [] : [['hl', value]]),
    decode: (texts) =>
      decodeOne(texts, 'hl', (text) => (isClassKey(text) ? parsed(text) : refused(say`is no class of the ledger`))),
    undo: 'transient',
  },
  search: {
    initial: '',
    urlNames: ['q'],
    encode: (value) => (value === '' ? [] : [['q', value.slice(0, MAX_SEARCH)]]),
    decode: (texts) =>
      decodeOne(texts, 'q', (text) =>
        text.length <= MAX_SEARCH ? parsed(text) : refused(say`longer than ${MAX_SEARCH} characters`),
      ),
    undo: 'transient',
  },
  scenario: scenarioField,
  account: accountField,
  patterns: patternsField,
  stepPattern: stepPatternField,
  gpusPerHost: gpusPerHostField,
  rankNumbers: rankNumbersField,
  load: loadField,
  comparing: comparingField,
  ...chartFields(lanesField),
};

export type ViewKey = keyof ViewState;

/** Makes a view by asking for each field in turn: the one place that lists the fields of a whole view. */
export function mapView(read: <K extends ViewKey>(key: K) => ViewState[K]): ViewState {
  return {
    source: read('source'),
    window: read('window'),
    steps: read('steps'),
    rank: read('rank'),
    selection: read('selection'),
    shownRanks: read('shownRanks'),
    range: read('range'),
    hiddenLanes: read('hiddenLanes'),
    foldedLanes: read('foldedLanes'),
    highlight: read('highlight'),
    search: read('search'),
    scenario: read('scenario'),
    account: read('account'),
    patterns: read('patterns'),
    stepPattern: read('stepPattern'),
    gpusPerHost: read('gpusPerHost'),
    rankNumbers: read('rankNumbers'),
    load: read('load'),
    comparing: read('comparing'),
    laneOrder: read('laneOrder'),
    pinnedLanes: read('pinnedLanes'),
    colourBy: read('colourBy'),
    alignSteps: read('alignSteps'),
    arrows: read('arrows'),
    onlyMatches: read('onlyMatches'),
    criticalPath: read('criticalPath'),
    timeUnit: read('timeUnit'),
    flags: read('flags'),
  };
}

export const INITIAL_VIEW: ViewState = mapView((key) => VIEW_FIELDS[key].initial);

const isViewKey = (text: string): text is ViewKey => Object.hasOwn(VIEW_FIELDS, text);
export const VIEW_KEYS: readonly ViewKey[] = Object.keys(VIEW_FIELDS).filter(isViewKey);

/** The pairs of one field of a view. */
export function encodeField<K extends ViewKey>(key: K, view: ViewState): readonly (readonly [string, string])[] {
  const field: ViewField<ViewState[K]> = VIEW_FIELDS[key];
  return field.encode(view[key]);
}

/** True where two views say the same of a field, to the nanosecond. */
export const sameField = (key: ViewKey, a: ViewState, b: ViewState): boolean =>
  a[key] === b[key] || JSON.stringify(encodeField(key, a)) === JSON.stringify(encodeField(key, b));

export const sameView = (a: ViewState, b: ViewState): boolean =>
  a === b || VIEW_KEYS.every((key) => sameField(key, a, b));

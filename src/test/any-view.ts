import fc from 'fast-check';
import { laneKey, type Micros, micros } from '../base/brand.ts';
import { TIME_UNITS } from '../base/time-unit.ts';
import { isNamePattern } from '../base/name-pattern.ts';
import { ARROW_KINDS } from '../view/chart-fields.ts';
import { inOrder } from '../view/flags.ts';
import { CLASS_KEYS, isPatternClass, LEVER_KEYS } from '../view/link-names.ts';
import { ACCOUNT_KEYS, type Account, withAccount } from '../view/account-field.ts';
import { type Scenario } from '../replay/scenario.ts';
import { withGiven, withLever } from '../view/scenario-field.ts';
import { type ViewState } from '../view/view-state.ts';
import { type Source } from '../view/source.ts';

/** Any time that a profiler could write: whole nanoseconds. */
export const anyTime: fc.Arbitrary<Micros> = fc
  .integer({ min: -(10 ** 15), max: 10 ** 15 })
  .map((ns) => micros(ns === 0 ? 0 : ns / 1000));

export const anySpan = fc
  .tuple(anyTime, anyTime)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a < b ? { start: a, end: b } : { start: b, end: a }));

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'binary', maxLength }).filter((value) => value.length <= maxLength);
const anyLane = fc
  .oneof(fc.constantFrom('r0/gpu0/stream7', 'r1/host/12/a,b', 'r0/other/@!&=%#'), text(40))
  .filter((key) => key.length > 0)
  .map(laneKey);
const anyLanes = fc.uniqueArray(anyLane, { maxLength: 5 });

const anySource: fc.Arbitrary<Source> = fc.oneof(
  fc.constant<Source>({ kind: 'none' }),
  fc.constantFrom('data-bound', 'x1').map((id): Source => ({ kind: 'example', id })),
  fc
    .array(fc.webUrl({ withQueryParameters: true, withFragments: true }), { minLength: 1, maxLength: 3 })
    .map((urls): Source => ({ kind: 'url', urls })),
  fc
    .array(
      fc.record({
        name: text(60),
        bytes: fc.nat(2 ** 31 - 1),
        fingerprint: fc.stringMatching(/^[0-9a-f]{0,16}$/),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((files): Source => ({ kind: 'local', files })),
);

const anyName = text(60).filter(isNamePattern);
const anyLever = fc.oneof(fc.constant(Infinity), fc.double({ min: -10, max: 2000 }));
const anyScenario = fc
  .array(fc.tuple(fc.constantFrom(...LEVER_KEYS), anyLever), { maxLength: 3 })
  .map((moves) => moves.reduce<Scenario>((scenario, [key, value]) => withLever(scenario, key, value), { levers: {} }))
  .chain((scenario) =>
    fc
      .record({
        cores: fc.integer({ min: 0, max: 512 }),
        named: fc.option(anyName, { nil: undefined }),
        syncSites: fc.array(fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }), { maxLength: 3 }),
        ranks: fc.uniqueArray(fc.nat(999_999), { maxLength: 4 }),
      })
      .map(({ cores, ...given }) => withGiven(scenario, { ...(cores > 0 && { known: { cores } }), ...given })),
  );

const anyAccount = fc
  .array(fc.tuple(fc.constantFrom(...ACCOUNT_KEYS), fc.integer({ min: 1, max: 10 })), { maxLength: 4 })
  .map((rows) => rows.reduce<Account>((account, [key, value]) => withAccount(account, key, value), {}));

const anySelection = fc
  .tuple(anyLane, anyTime, fc.option(fc.nat(300), { nil: undefined }))
  .map(([lane, start, row]) =>
    row === undefined ? { lane, start } : row === 300 ? { lane, start, instant: true as const } : { lane, start, row },
  );

const anyPattern = text(60).filter(isNamePattern);

const anyLoad = fc
  .tuple(
    fc.option(fc.tuple(fc.nat(5000), fc.nat(5000)), { nil: undefined }),
    fc.uniqueArray(fc.nat(999_999), { maxLength: 20 }),
  )
  .filter(([steps, ranks]) => steps !== undefined || ranks.length > 0)
  .map(([steps, ranks]) => ({
    ...(steps === undefined ? {} : { steps: { first: steps[0], last: steps[0] + steps[1] } }),
    ...(ranks.length === 0 ? {} : { ranks }),
  }));

/** Any view that the page could show. */
export const anyView: fc.Arbitrary<ViewState> = fc.record({
  source: anySource,
  window: fc.option(anySpan, { nil: undefined }),
  steps: fc.option(
    fc.tuple(fc.nat(5000), fc.nat(5000)).map(([first, more]) => ({ first, last: first + more })),
    { nil: undefined },
  ),
  rank: fc.nat(4096),
  selection: fc.option(anySelection, { nil: undefined }),
  shownRanks: fc.option(
    fc.oneof(fc.constant('all' as const), fc.uniqueArray(fc.nat(4095), { minLength: 1, maxLength: 8 })),
    { nil: undefined },
  ),
  range: fc.option(anySpan, { nil: undefined }),
  hiddenLanes: anyLanes,
  foldedLanes: anyLanes,
  highlight: fc.option(fc.constantFrom(...CLASS_KEYS), { nil: undefined }),
  search: text(80),
  scenario: anyScenario,
  account: anyAccount,
  patterns: fc.array(fc.record({ pattern: anyPattern, class: fc.constantFrom(...CLASS_KEYS.filter(isPatternClass)) }), {
    maxLength: 5,
  }),
  stepPattern: fc.option(anyPattern, { nil: undefined }),
  gpusPerHost: fc.option(fc.integer({ min: 1, max: 99_999 }), { nil: undefined }),
  rankNumbers: fc.uniqueArray(fc.nat(999_999), { maxLength: 20 }),
  load: fc.option(anyLoad, { nil: undefined }),
  comparing: fc.record({
    source: anySource,
    by: fc.constantFrom('mean' as const, 'median' as const),
    anyway: fc.boolean(),
    drawn: fc.boolean(),
    phases: fc.boolean(),
  }),
  laneOrder: anyLanes,
  pinnedLanes: anyLanes,
  colourBy: fc.constantFrom('class' as const, 'name' as const),
  alignSteps: fc.boolean(),
  arrows: fc.subarray([...ARROW_KINDS]),
  onlyMatches: fc.boolean(),
  criticalPath: fc.boolean(),
  timeUnit: fc.constantFrom(...TIME_UNITS),
  flags: fc.array(fc.record({ at: anyTime, name: text(30) }), { maxLength: 4 }).map(inOrder),
});

import { expect, it } from 'vitest';
import { openedOf } from '../../test/fake-engine.ts';
import { storeWith } from '../../test/opened-store.ts';
import { ENGLISH } from '../../words/translator.ts';
import { selectShownCompared } from '../compare-selectors.ts';
import { selectVerdict } from '../selectors.ts';
import { selectLedgerTotals } from '../step-selectors.ts';
import { buildMarkdown } from './markdown.ts';
import { buildTables } from './tables.ts';

const SLOW = `
  r0 step    |.........|.........|.........
  r0 main    DDDL......DDDL......DDDL......
  r0 stream7 .....KKKK......KKKK......KKKK.
`;
const FAST = `
  r0 step    |.......|.......|.......
  r0 main    DL......DL......DL......
  r0 stream7 ...KKKK....KKKK....KKKK.
`;
const FILE = { name: 'b|1.json', bytes: 1, fingerprint: 'bb' };

async function compared() {
  const store = await storeWith(openedOf(SLOW));
  const beside = { kind: 'ready', names: [], source: { kind: 'none' }, opened: openedOf(FAST, [FILE]) } as const;
  store.setState({ beside });
  return store.getState();
}

it('a second run is taken away with the tables: classes and names, whose changes add up to that of the step', async () => {
  const state = await compared();
  const opened = openedOf(SLOW);
  const shown = selectShownCompared(state)!;
  const tables = buildTables({ opened, replay: undefined, replayed: undefined, findings: [], compared: shown });
  const named = new Map(tables.map((table) => [table.name, table]));
  const change = (name: string): number =>
    named
      .get(name)!
      .rows.reduce((sum, row) => sum + Number(row[named.get(name)!.columns.indexOf('change_us_per_step')]), 0);
  expect(named.get('compare_runs')!.rows.map((row) => row.slice(0, 4))).toEqual([
    ['a', expect.any(String), expect.any(String), 3],
    ['b', 'b|1.json', expect.any(String), 3],
  ]);
  expect(change('compare_classes')).toBeCloseTo(-2000, 6);
  expect(change('compare_movers')).toBeCloseTo(-2000, 6);
  expect(named.get('compare_device_names')!.rows.length).toBeGreaterThan(0);
});

it('the summary tells it too, and names say nothing in Markdown', async () => {
  const state = await compared();
  const [verdict, totals] = [selectVerdict(state)!, selectLedgerTotals(state)!];
  const input = { title: 'run', verdict, totals, whatIf: undefined, link: 'https://page/' };
  const text = buildMarkdown({ ...input, compared: selectShownCompared(state) }, ENGLISH);
  expect(text).toContain('- B: b\\|1.json');
  expect(text.replaceAll('\u202f', ' ')).toContain('A step is 20 % shorter in B than in A.');
  expect(text.replaceAll('\u202f', ' ')).toMatch(/\| Data loading \| .* \| .* \| −2.00 ms \|/);
  expect(buildMarkdown(input, ENGLISH)).not.toContain('- B:');
});

it('runs that should not be compared are not taken away as if they should', async () => {
  const state = await compared();
  const { beside } = state;
  if (beside.kind !== 'ready') throw new Error('no second run');
  const two = `${FAST}  r1 step    |.......|.......|.......\n  r1 stream7 ...KKKK....KKKK....KKKK.\n`;
  const refused = { ...state, beside: { ...beside, opened: openedOf(two) } };
  expect(selectShownCompared(refused)).toBeUndefined();
  const anyway = { ...refused.view, comparing: { ...refused.view.comparing, anyway: true } };
  expect(selectShownCompared({ ...refused, view: anyway })).toBeDefined();
});

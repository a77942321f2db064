import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneKey, micros } from '../base/brand.ts';
import { anyView } from '../test/any-view.ts';
import { encodeField, INITIAL_VIEW, MAX_LANE_KEY, MAX_LANES, MAX_SEARCH, VIEW_FIELDS, VIEW_KEYS } from './fields.ts';
import { GOLDEN_LINKS } from './golden-links.ts';
import { decodeText, encodeText, escapeItem, unescapeItem } from './item-text.ts';
import { decodeLink, encodeLink, LINK_VERSION, MAX_LINK, missingUpgraders, upgradeTexts } from './link.ts';

describe('links', () => {
  it('decode(encode(view)) is the view', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const link = decodeLink(encodeLink(view));
        expect(link.view).toEqual(view);
        expect(link.dropped).toEqual([]);
        expect(link.newer).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('name all files of a large run, and keep the rest of the view', () => {
    const files = Array.from({ length: 512 }, (_, rank) => ({
      name: `run, of ${'x'.repeat(60)}/rank${rank}.json.gz`,
      bytes: 12_000_000 + rank,
      fingerprint: (0x9e3779b97f4a * (rank + 1)).toString(16).slice(-16),
    }));
    const urls = files.map(({ name }) => `https://host.example/${encodeURIComponent(name)}`);
    for (const source of [
      { kind: 'local', files },
      { kind: 'url', urls },
    ] as const) {
      const comparing = { ...INITIAL_VIEW.comparing, source };
      const view = { ...INITIAL_VIEW, source, comparing, search: 'gemm', timeUnit: 'us' as const };
      const hash = encodeLink(view);
      expect(decodeLink(hash)).toMatchObject({ view, dropped: [] });
      expect(hash.length).toBeLessThan(MAX_LINK / 2);
    }
  });

  it('say nothing that reading them would refuse', () => {
    const lane = laneKey(`r0/host/${'9'.repeat(10_000)}`);
    const files = [{ name: `${'deep/'.repeat(2000)}a.json`, bytes: 1, fingerprint: 'aa' }];
    const view = {
      ...INITIAL_VIEW,
      source: { kind: 'local' as const, files },
      search: 'x'.repeat(600),
      selection: { lane, start: micros(1) },
      hiddenLanes: [lane, laneKey('r0/host/1')],
      pinnedLanes: [lane],
    };
    const link = decodeLink(encodeLink(view));
    expect(link.dropped).toEqual([]);
    expect(link.view.search).toBe('x'.repeat(MAX_SEARCH));
    expect(link.view.hiddenLanes).toEqual(['r0/host/1']);
    expect(link.view.source).toMatchObject({ files: [{ bytes: 1, fingerprint: 'aa' }] });
  });

  it.each(['AAAA', '!', 'x'.repeat(50_000)])('name a packed list that is none: %#', (packed) => {
    const { view, dropped } = decodeLink(`#v=1&files=${packed}&q=a`);
    expect(view).toMatchObject({ source: { kind: 'none' }, search: 'a' });
    expect(dropped).toMatchObject([{ field: 'files' }]);
  });

  it('survive a program that percent-encodes what it need not', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const again = encodeLink(view).replaceAll(/[,~@!:/]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
        expect(decodeLink(again).view).toEqual(view);
      }),
    );
  });

  it('hold only marks that hash, Markdown and chat leave alone', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(encodeLink(view)).toMatch(/^#[A-Za-z0-9\-_.~!%&=,:@/]*$/);
      }),
    );
  });

  it.each(GOLDEN_LINKS)('of $release open for ever: $hash', ({ hash, view, answer }) => {
    const link = decodeLink(hash);
    expect(link.answer).toEqual(answer);
    expect(link.view).toEqual(view);
    expect(link.dropped).toEqual([]);
  });

  it('are short and readable for what a person may edit', () => {
    const view = {
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' } as const,
      window: { start: micros(12_300), end: micros(45_000) },
      steps: { first: 5, last: 9 },
      scenario: { levers: { data: 0.5, communication: Infinity } },
    };
    expect(encodeLink(view)).toBe('#v=1&ex=data-bound&t=12.3ms~45ms&steps=5-9&data=0.5&communication=inf');
    expect(encodeLink(INITIAL_VIEW)).toBe('#v=1');
  });

  it('write lone surrogates of hostile names as U+FFFD instead of throwing', () => {
    expect(decodeLink(encodeLink({ ...INITIAL_VIEW, search: 'a\ud800b' })).view.search).toBe('a\ufffdb');
  });
});

describe('bad links', () => {
  it('drop and name a bad field and keep the rest', () => {
    const link = decodeLink(
      '#v=1&ex=data-bound&t=9ms~1ms&data=0&compute=2&steps=nine&hl=colour&rank=-1&sel=nowhere&zz=1',
    );
    expect(link.view).toEqual({
      ...INITIAL_VIEW,
      source: { kind: 'example', id: 'data-bound' },
      scenario: { levers: { compute: 2 } },
    });
    expect(link.dropped.map(({ field }) => field).sort()).toEqual(['data', 'hl', 'rank', 'sel', 'steps', 't', 'zz']);
  });

  it('say why in words that other languages have', () => {
    const { dropped } = decodeLink('#vs.by=mode&vs.drawn=2&ranks=1,1&show=x&loadranks=9-1&repair=a&site=&align=yes');
    expect(dropped.map(({ reason }) => typeof reason)).toEqual(Array.from({ length: 8 }, () => 'object'));
  });

  it.each(['data=0.009', 'data=1001', 'data=1e2', 'data=-1', 'data=Infinity', 'data=', 'data=0x10'])(
    'refuse the lever %s',
    (text) => {
      const link = decodeLink(`#${text}`);
      expect(link.view.scenario).toEqual({ levers: {} });
      expect(link.dropped).toHaveLength(1);
    },
  );

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//host/x',
    'relative.json',
    'blob:https://host/1',
  ])('do not open %s', (url) => {
    const link = decodeLink(`#url=${encodeURIComponent(url)}`);
    expect(link.view.source).toEqual({ kind: 'none' });
    expect(link.dropped.map(({ field }) => field)).toEqual(['url']);
  });

  it('say that a newer version wrote them and open what they can', () => {
    const link = decodeLink(`#v=${LINK_VERSION + 1}&rank=3&shape=round`);
    expect(link).toMatchObject({ newer: true, view: { rank: 3 }, dropped: [{ field: 'shape' }] });
  });

  it('never throw, and stay within bounds', () => {
    const names = fc.constantFrom(
      'v',
      'a',
      'constructor',
      '__proto__',
      ...VIEW_KEYS.flatMap((key) => VIEW_FIELDS[key].urlNames),
    );
    const pair = fc.tuple(names, fc.string({ unit: 'binary' })).map(([name, text]) => `${name}=${text}`);
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.array(pair, { maxLength: 60 }).map((pairs) => pairs.join('&')),
    );
    fc.assert(
      fc.property(hostile, (hash) => {
        const { view, dropped } = decodeLink(hash);
        expect(decodeLink(encodeLink(view)).view).toEqual(view);
        expect(dropped.length).toBeLessThanOrEqual(50);
        for (const { field } of dropped) expect(field.length).toBeLessThanOrEqual(40);
      }),
      { numRuns: 500 },
    );
  });

  it('are cut off where they are too long or too many', () => {
    expect(decodeLink(`#q=${'x'.repeat(MAX_LINK)}`)).toMatchObject({
      view: INITIAL_VIEW,
      dropped: [{ field: 'link' }],
    });
    const many = decodeLink(`#${Array.from({ length: 3000 }, (_, n) => `url=https://h/${n}`).join('&')}`);
    expect(many.view.source.kind === 'url' && many.view.source.urls.length).toBe(500);
    const lanes = decodeLink(`#hide=${Array.from({ length: 5000 }, (_, n) => `l${n}`).join(',')}`);
    expect(lanes.view.hiddenLanes).toHaveLength(MAX_LANES);
    expect(lanes.dropped).toHaveLength(1);
  });

  it('beyond the bounds of a search or of the names of lanes lose that field, by name', () => {
    const long = 'x'.repeat(MAX_LANE_KEY + 1);
    const fitting = 'x'.repeat(MAX_LANE_KEY);
    const { view, dropped } = decodeLink(
      `#q=${'s'.repeat(MAX_SEARCH + 1)}&hide=${long},${fitting}&fold=${long}&order=a,,b&pin=${long}&sel=${long}@1ms&rank=2`,
    );
    expect(view).toEqual({
      ...INITIAL_VIEW,
      hiddenLanes: [laneKey(fitting)],
      laneOrder: [laneKey('a'), laneKey('b')],
      rank: 2,
    });
    expect(dropped.map(({ field }) => field).sort()).toEqual(['fold', 'hide', 'order', 'pin', 'q', 'sel']);
    expect(decodeLink(`#q=${'s'.repeat(MAX_SEARCH)}&sel=${fitting}@1ms`)).toMatchObject({
      view: { search: 's'.repeat(MAX_SEARCH), selection: { lane: fitting } },
      dropped: [],
    });
  });

  it('with broken percent signs lose that field only', () => {
    expect(decodeLink('#q=%zz&rank=2')).toMatchObject({ view: { search: '', rank: 2 }, dropped: [{ field: 'q' }] });
  });
});

describe('the field table', () => {
  it('gives every name to one field, and writes nothing for initial values', () => {
    const names = VIEW_KEYS.flatMap((key) => VIEW_FIELDS[key].urlNames);
    expect(new Set(names).size).toBe(names.length);
    expect(VIEW_KEYS.flatMap((key) => encodeField(key, INITIAL_VIEW))).toEqual([]);
  });

  it('writes only under the names it declares', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const key of VIEW_KEYS)
          for (const [name] of encodeField(key, view)) expect(VIEW_FIELDS[key].urlNames).toContain(name);
      }),
    );
  });
});

describe('upgraders', () => {
  it('are walked one version at a time', () => {
    const rename = (from: string, to: string) => (texts: ReadonlyMap<string, readonly string[]>) =>
      new Map([...texts].map(([name, values]) => [name === from ? to : name, values] as const));
    const upgraders = { 1: rename('old', 'middle'), 2: rename('middle', 'new') };
    expect([...upgradeTexts(new Map([['old', ['x']]]), 1, upgraders, 3)]).toEqual([['new', ['x']]]);
    expect([...upgradeTexts(new Map([['middle', ['x']]]), 2, upgraders, 3)]).toEqual([['new', ['x']]]);
  });

  it('are complete, or the page says which is missing', () => {
    expect(missingUpgraders({ 1: (texts) => texts }, 3)).toEqual([2]);
    expect(missingUpgraders({}, 1)).toEqual([]);
  });
});

describe('text in links', () => {
  it('comes back from lists and from percent signs', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (items) => {
        expect(
          decodeText(encodeText(items.map(escapeItem).join(',')))
            ?.split(',')
            .map(unescapeItem),
        ).toEqual(items);
      }),
    );
  });
});

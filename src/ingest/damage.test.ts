import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalsOf, readReference } from '../test/reference-reader.ts';
import { scanned, scanText, showEvents, showOddities } from '../test/scan-text.ts';
import { MAX_EVENT_BYTES } from './scan/list-reader.ts';
import { MAX_MEMBER_BYTES } from './scan/text-scanner.ts';
import { saying } from '../test/saying.ts';

const event = (k: number): string =>
  `{"ph":"X","cat":"cpu_op","name":"e${k} {\\"}[","pid":1,"tid":2,"ts":${1700000000000000 + k}.${k},"dur":1,` +
  `"args":{"Input Dims":[[${k}],[]],"deep":{"ph":"X","ts":1},"text":"]}{["}}`;
const events = (count: number): string[] => Array.from({ length: count }, (_, k) => event(k));
const names = (...ks: number[]): string[] => ks.map((k) => `e${k} {"}[`);

const TRACE = Buffer.from(
  `{"schemaVersion":1,"deviceProperties":[{"id":0,"name":"H100"}],\n"traceEvents":[\n${events(8).join(',\n')}\n],"traceName":"ü.json"}`,
);

const namesIn = (lines: string[]): string[] => lines.map((line) => line.replace(/ \S+$/, ''));

describe('a trace cut anywhere', () => {
  it('keeps every whole event and says that the rest is missing', async () => {
    const entries = intervalsOf(readReference(TRACE));
    for (let cut = 0; cut < TRACE.length; cut++) {
      const piece = TRACE.subarray(0, cut);
      const whole = entries.filter(({ end }) => end <= cut);
      const result = await scanText(piece);
      if (whole.length === 0) {
        expect(result).toMatchObject({ ok: false, failure: { code: cut === 0 ? 'empty-file' : expect.any(String) } });
        continue;
      }
      if (!result.ok) throw new Error(`nothing read of ${whole.length} events`);
      expect([...result.value.events.offset]).toEqual(whole.map(({ start }) => start));
      expect(result.value.diagnostics).toMatchObject([
        { code: 'cut-short', message: saying(`${whole.length} events in ${cut} bytes`) },
      ]);
    }
  });

  it('says so in one sentence where not one event is whole', async () => {
    const firstEvent = TRACE.indexOf('{"ph"');
    for (const cut of [20, firstEvent - 3, firstEvent + 30]) {
      expect(await scanText(TRACE.subarray(0, cut))).toMatchObject({ failure: { code: 'no-events' } });
    }
  });
});

describe('a damaged trace', () => {
  it.each([
    ['trailing comma, no end', `[${event(1)},${event(2)},`, ['cut-short 1']],
    ['no end', `[${event(1)}\n,${event(2)}`, ['cut-short 1']],
    ['no commas', `[\n${event(1)}\n${event(2)}\n]`, []],
    ['one a line, no list', `${event(1)}\n${event(2)}\n`, []],
    ['too many commas', `[,,${event(1)},,,${event(2)},]`, []],
    ['a byte order mark', `\ufeff[${event(1)},${event(2)}]`, []],
    ['entries that are no events', `[1,null,"x",${event(1)},[[]],${event(2)}]`, ['damaged-text 2']],
    ['text after the end', `[${event(1)},${event(2)}]\n\ngarbage`, ['trailing-text 1']],
    ['two traces in one file', `{"traceEvents":[${event(1)}]}\n{"traceEvents":[${event(2)}]}`, ['trailing-text 1']],
    ['no beginning', `ph":"X","name":"lost"},${event(1)},${event(2)}]`, ['no-beginning 1']],
    ['bare words at top level', `{"a":NaN,"b":N/A,"traceEvents":[${event(1)},${event(2)}]}`, []],
    ['a broken header', `{"a":[{"id":0,}}],"traceEvents":[${event(1)},${event(2)}]}`, ['damaged-text 1']],
    [
      'a broken member after the events',
      `{"traceEvents":[${event(1)},${event(2)}],"a":}]}`,
      ['unreadable-member 1', 'trailing-text 1'],
    ],
    ['a lost quote', `[${event(1)},{"ph":"X","name:"a","ts":1},${event(2)}]`, ['damaged-text 1']],
    ['a lost brace', `[${event(1)},{"ph":"X","args":{"a":{"b":1},"ts":1},${event(2)}]`, ['damaged-text 1']],
    [
      'a quote too many in a list of arguments',
      `[${event(1)},{"ph":"X","args":{"a":[1,"2]},"ts":1},${event(2)}]`,
      ['damaged-text 1'],
    ],
    ['an event cut by the next', `[${event(1)},{"ph":"X","na${event(2)}]`, ['damaged-text 1']],
  ])('is read on: %s', async (_, text, oddities) => {
    const scan = await scanned(text, [50]);
    expect(namesIn(showEvents(scan))).toEqual(names(1, 2));
    expect(showOddities(scan)).toEqual(oddities);
  });

  it('never fails to end, and keeps all events that a flipped byte leaves whole, save the one it hits', async () => {
    const list = `[${events(12).join(',\n')}]`;
    const byte = fc.integer({ min: 1, max: 255 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: list.length - 2 }), byte, async (place, value) => {
        const bytes = Buffer.from(list);
        bytes[place] = bytes[place]! ^ value;
        const scan = await scanned(bytes, [64]);
        const { start, end } = hitBy(list, place);
        const kept = new Set(scan.events.offset);
        for (const entry of readReference(Buffer.from(list))) {
          if (entry.end <= start || entry.start >= end) expect(kept).toContain(entry.start);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('ends on any bytes at all', async () => {
    const snippets = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\',
      '"ph":"X"',
      '"ts":1',
      '"traceEvents":[',
      '\0',
      '1',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(snippets, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (parts, size) => {
        const text = parts.join('');
        const [whole, cut] = [await scanText(text), await scanText(text, [size])];
        expect(cut).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});

/** The event that holds a byte of a list, with the separators on both sides. */
function hitBy(list: string, place: number): { start: number; end: number } {
  const entries = readReference(Buffer.from(list));
  const after = entries.find(({ end }) => end > place);
  const before = entries.findLast(({ end }) => end <= place);
  return { start: after?.start ?? before?.end ?? 0, end: after?.end ?? list.length };
}

describe('values too large to hold', () => {
  const filler = 'x'.repeat(1 << 20);

  it('an event of over 16 MiB is left out and counted', async () => {
    const huge = `{"ph":"X","ts":1,"args":{"a":["${filler.repeat(17)}"]}}`;
    expect(huge.length).toBeGreaterThan(MAX_EVENT_BYTES);
    const scan = await scanned(`[${event(1)},${huge},${event(2)}]`, [1 << 18]);
    expect(namesIn(showEvents(scan))).toEqual(names(1, 2));
    expect(showOddities(scan)).toEqual(['oversized-event 1']);
  });

  it('a quote too many before 20 MiB of events hides none of them', async () => {
    const many = Array.from({ length: 110_000 }, (_, k) => event(k)).join(',');
    expect(many.length).toBeGreaterThan(MAX_EVENT_BYTES);
    const scan = await scanned(`[{"ph":"X","args":{"a":[1,"2]},"ts":1},${many}]`, [1 << 18]);
    expect(scan.events.length).toBe(110_000);
    expect(showOddities(scan)).toEqual(['damaged-text 1']);
  });

  it('a member of over 4 MiB is passed over and counted', async () => {
    const huge = `["${filler.repeat(5)}"]`;
    expect(huge.length).toBeGreaterThan(MAX_MEMBER_BYTES);
    const scan = await scanned(`{"big":${huge},"traceEvents":[${event(1)},${event(2)}],"n":1}`, [1 << 18]);
    expect(namesIn(showEvents(scan))).toEqual(names(1, 2));
    expect(scan.header).toEqual({ big: undefined, n: 1 });
    expect(showOddities(scan)).toEqual(['oversized-member 1']);
  });
});

describe('one time far from all others', () => {
  const at = (ts: string): string => `{"ph":"X","name":"e","pid":1,"tid":2,"ts":${ts},"dur":0.001}`;
  const exact = async (texts: readonly string[]): Promise<bigint[]> => {
    const { events, originMicros } = await scanned(`[${texts.map(at).join(',')}]`, [40]);
    return [...events.start].map((time) => BigInt(originMicros) * 1000n + BigInt(Math.round(time * 1000)));
  };
  const NEAR = Array.from({ length: 200 }, (_, k) => `1704161511420${300 + k}.00${k % 10}`);

  it.each([
    ['first', ['0', ...NEAR]],
    ['second', [NEAR[0]!, '0', ...NEAR.slice(1)]],
    ['and another', ['1672625511420300', '5', ...NEAR.slice(0, 2)]],
  ])('costs the others no nanosecond: %s', async (_, texts) => {
    const near = texts.filter((text) => NEAR.includes(text)).map((text) => BigInt(text.replace('.', '')));
    const found = (await exact(texts)).filter((time) => time > 1_700_000_000_000_000_000n);
    expect(found).toEqual(near);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanned, showEvents, showOddities } from '../../test/scan-text.ts';

const list = (...events: string[]): string => `{"traceEvents":[${events.join(',')}]}`;
const x = (name: string, ts: number | string, dur: number | string, more = ''): string =>
  `{"ph":"X","name":"${name}","pid":1,"tid":2,"ts":${ts},"dur":${dur}${more}}`;

/** A trace with a bit of everything: both orders of members, all phases, escapes, B/E, flows, labels, damage. */
const MIXED = Buffer.concat([
  Buffer.from('\ufeff{"schemaVersion": 1, "distributedInfo": {"rank": 3, "x": NaN}, "traceEvents": [\n'),
  Buffer.from('{"args":{"name":"python \\u00fc"},"name":"process_name","ph":"M","pid":1,"tid":""},\n'),
  Buffer.from(x('aten::add', '1704161511420306.491', '"2.5"', ',"cat":"cpu_op","args":{"Input Dims":[[1,2],[]]}')),
  Buffer.from(
    `,{},${x('k\\"1\\"', '"1704161511420307.001"', 3, ',"args":{"stream":7,"device":0,"correlation":12}')}\n`,
  ),
  Buffer.from('{"ph":"B","name":"outer","pid":1,"tid":2,"ts":1704161511420310},'),
  Buffer.from('{"ph":"E","pid":1,"tid":2,"ts":1704161511420320},'),
  Buffer.from('{"ph":"s","id":5,"cat":"ac2g","pid":1,"tid":2,"ts":1704161511420306.5},broken,'),
  Buffer.from('{"ph":"X","name":"a'),
  Buffer.of(0, 0xff),
  Buffer.from('b","pid":"p","tid":15514734831341844875,"ts":1704161511420400,"dur":1,"args":{"bytes":1024}}'),
  Buffer.from('], "traceName": "x", "displayTimeUnit": "ms"}\n'),
]);

describe('the text scanner', () => {
  it('loses one event to a bracket in the place of its brace, though the root then has the members of an event', async () => {
    const events = [0, 1, 2, 3].map((k) => x(`op${k}`, k, 1, ',"args":{"a":[1]}'));
    const scan = await scanned(list(...events).replace(events[2]!, events[2]!.replace('{', ']')));
    expect([...scan.events.name].map((id) => scan.strings[id])).toEqual(['op0', 'op1', 'op3']);
    expect(showOddities(scan)).toEqual(['trailing-text 1']);
  });

  it('loses no event to a brace within the name of their list', async () => {
    const events = [0, 1, 2].map((k) => x(`op${k}`, k, 1));
    const scan = await scanned(`{"schemaVersion":1,"trac":{"eEvents":[${events.join(',')}],"traceName":"a"}`);
    expect([...scan.events.name].map((id) => scan.strings[id])).toEqual(['op0', 'op1', 'op2']);
    expect(showOddities(scan)).toContain('damaged-text 1');
  });

  it('reads events, whatever the order of members, and what stands around the list', async () => {
    const scan = await scanned(MIXED);
    expect(scan.originMicros).toBe(1704161511420306);
    expect(showEvents(scan)).toEqual([
      'aten::add 0.491..2.991',
      'k"1" 1.001..4.001',
      'outer 4..14',
      'a\uFFFD\uFFFDb 94..95',
    ]);
    expect(scan.header).toEqual({
      schemaVersion: 1,
      distributedInfo: { rank: 3, x: null },
      traceName: 'x',
      displayTimeUnit: 'ms',
    });
    expect(scan.tracks).toEqual([
      { process: '1', thread: '2' },
      { process: 'p', thread: '15514734831341844875' },
    ]);
    expect(scan.trackLabels).toEqual([{ kind: 'process_name', process: '1', thread: '', value: 'python ü' }]);
    expect([...scan.events.correlation]).toEqual([-1, 12, -1, -1]);
    expect([...scan.events.stream]).toEqual([-1, 7, -1, -1]);
    expect([...scan.events.device]).toEqual([-1, 0, -1, -1]);
    expect(scan.flows).toMatchObject({ length: 1, phase: Uint8Array.of(0x73), time: Float64Array.of(0.5) });
    expect(scan.flows.id[0]).toBe(5);
    expect(scan.extras).toMatchObject({ length: 1, event: Uint32Array.of(3), number: Float64Array.of(1024) });
    expect(scan.strings[scan.extras.key[0]!]).toBe('bytes');
    expect(showOddities(scan)).toEqual(['empty-entry 1', 'damaged-text 1', 'odd-name 1']);
    expect(scan.format).toBe('PyTorch/Kineto');
  });

  it('gives the same scan wherever the chunks are cut', async () => {
    const whole = await scanned(MIXED);
    const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, async (chunkSizes) => {
        expect(await scanned(MIXED, chunkSizes)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps ids above 2^53 and ids that are text apart', async () => {
    const ids = ['9007199254740992', '9007199254740993', '"stream 7"', '"7"', '""'];
    const scan = await scanned(list(...ids.map((id) => `{"ph":"X","pid":1,"tid":${id},"ts":1,"dur":1}`)));
    expect(scan.tracks.map(({ thread }) => `"${thread}"`)).toEqual(ids.map((id) => `"${id.replaceAll('"', '')}"`));
  });

  it('keeps hostile names as they are', async () => {
    fc.assert(
      await fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), async (names) => {
        const events = names.map((name, k) => JSON.stringify({ ph: 'X', name, ts: k, dur: 1 }));
        const scan = await scanned(`[${events.join(',')}]`, [7]);
        const expected = names.map((name) => name.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
        expect([...scan.events.name].map((id) => scan.strings[id])).toEqual(expected);
      }),
    );
  });

  it('reads numbers in arguments, also as text, and nothing else under their names', async () => {
    const args = [
      '{"correlation":"77","stream":"3","device":-1}',
      '{"correlation":null,"stream":"main","device":[1]}',
      '{"stream":4294967295,"nested":{"stream":9,"correlation":9}}',
      '"text"',
      'null',
    ];
    const scan = await scanned(list(...args.map((text, k) => x('e', k, 1, `,"args":${text}`))));
    expect([...scan.events.correlation]).toEqual([77, -1, -1, -1, -1]);
    expect([...scan.events.stream]).toEqual([3, -1, -1, -1, -1]);
    expect([...scan.events.device]).toEqual([-1, -1, -1, -1, -1]);
    expect(scan.diagnostics).toEqual([]);
  });

  it('keeps the arguments of collectives and syncs, as numbers or as text', async () => {
    const args = '{"Collective name":"allreduce","In msg nelems":12.5,"Process Group Ranks":[0, 1],"Seq":"8","else":1}';
    const { extras, strings } = await scanned(list(x('skipped', 0, 1), x('nccl', 1, 1, `,"args":${args}`)));
    expect(
      Array.from({ length: extras.length }, (_, k) => [
        extras.event[k],
        strings[extras.key[k]!],
        Number.isNaN(extras.number[k]) ? strings[extras.text[k]!] : extras.number[k],
      ]),
    ).toEqual([
      [1, 'Collective name', 'allreduce'],
      [1, 'In msg nelems', 12.5],
      [1, 'Process Group Ranks', '[0, 1]'],
      [1, 'Seq', '8'],
    ]);
  });

  it('says where each event stands in the text', async () => {
    const text = `\ufeff[ ${x('ü', 1, 1)}\n,\n ${x('b', 2, 1)}]`;
    const { events } = await scanned(text);
    const bytes = Buffer.from(text);
    const slices = [0, 1].map((k) => bytes.subarray(events.offset[k]!, events.offset[k]! + events.byteLength[k]!));
    expect(slices.map(String)).toEqual([x('ü', 1, 1), x('b', 2, 1)]);
  });
});

describe('odd times', () => {
  it.each([
    ['no duration', '{"ph":"X","ts":5}', ' 0..0', 'no-duration 1'],
    ['a negative duration', x('e', 5, -3), 'e 0..0', 'negative-duration 1'],
    ['a negative fraction', x('e', 5, '-0.5'), 'e 0..0', 'negative-duration 1'],
    ['a duration of 2^64 ns', x('e', 5, '18446744073709551.615'), 'e 0..0', 'absurd-duration 1'],
    ['a duration that is no number', x('e', 5, 'NaN'), 'e 0..0', 'no-duration 1'],
    ['a time too large', x('e', '90071992547409930', 1), 'e 0..1', 'coarse-time 1'],
  ])('keeps an event with %s and counts it', async (_, event, shown, oddity) => {
    const scan = await scanned(list(event));
    expect(showEvents(scan)).toEqual([shown]);
    expect(showOddities(scan)).toEqual([oddity]);
  });

  it.each(['{"ph":"X","dur":1}', x('e', 'null', 1), x('e', '"soon"', 1), x('e', 'nan', 1)])(
    'leaves out %s and counts it',
    async (event) => {
      const scan = await scanned(list(x('kept', 1, 1), event));
      expect(showEvents(scan)).toEqual(['kept 0..1']);
      expect(showOddities(scan)).toEqual(['no-start-time 1']);
    },
  );

  it('takes the origin from the first event, not from metadata', async () => {
    const scan = await scanned(list('{"ph":"M","name":"thread_name","ts":0}', x('a', '1700000000000000.25', 1)));
    expect(scan.originMicros).toBe(1700000000000000);
    expect(showEvents(scan)).toEqual(['a 0.25..1.25']);
  });
});

describe('B and E', () => {
  const mark = (ph: string, ts: number, tid = 1, name = ''): string =>
    `{"ph":"${ph}",${name && `"name":"${name}",`}"pid":1,"tid":${tid},"ts":${ts}}`;

  it('nest on each track by itself, and E needs no name', async () => {
    const scan = await scanned(
      list(
        mark('B', 0, 1, 'a'),
        mark('B', 1, 2, 'c'),
        mark('B', 2, 1, 'b'),
        mark('E', 3),
        mark('E', 9, 2),
        mark('E', 5),
      ),
    );
    expect(showEvents(scan)).toEqual(['a 0..5', 'c 1..9', 'b 2..3']);
    expect(scan.diagnostics).toEqual([]);
  });

  it('are matched by time where the file is in another order', async () => {
    const scan = await scanned(list(mark('E', 4), mark('B', 0, 1, 'a'), mark('E', 9), mark('B', 6, 1, 'b')));
    expect(showEvents(scan)).toEqual(['a -4..0', 'b 2..5']);
  });

  it('without their partner are kept to the end, or left out, and counted', async () => {
    const scan = await scanned(list(mark('E', 0), mark('B', 1, 1, 'open'), x('last', 2, 40)));
    expect(showEvents(scan)).toEqual(['open 1..42', 'last 2..42']);
    expect(showOddities(scan)).toEqual(['unmatched-end 1', 'unmatched-begin 1']);
  });
});

it('counts the phases it does not draw, each by its name, and says nothing of instants', async () => {
  const others = ['i', 'C', 'C', 'N', 'O', 'D', 'V', 'v', 'P', 'c', '(', ')', '=', 'Z'].map(
    (ph) => `{"ph":"${ph}","ts":1}`,
  );
  const scan = await scanned(list(x('a', 1, 1), ...others));
  expect(showOddities(scan)).toEqual([
    'unknown-phase 1',
    'counters-not-drawn 2',
    'objects-not-drawn 3',
    'memory-dumps-not-drawn 2',
    'samples-not-drawn 1',
    'clock-syncs-unused 1',
    'contexts-not-drawn 3',
  ]);
});

it('keeps instants beside the flows, with their names, also those before the first event', async () => {
  const instant = (ph: string, ts: number, name: string) =>
    `{"ph":"${ph}","ts":${ts},"name":"${name}","s":"t","pid":1,"tid":1}`;
  const scan = await scanned(
    list(instant('i', 101, 'early'), x('a', 100, 9), instant('R', 104, 'mark'), instant('I', 105, 'old')),
  );
  const { length, phase, category, time } = scan.flows;
  const shown = Array.from(
    { length },
    (_, f) => `${String.fromCharCode(phase[f]!)} ${scan.strings[category[f]!]} ${time[f]}`,
  );
  expect(shown).toEqual(['i early 1', 'R mark 4', 'I old 5']);
  expect(scan.events.length).toBe(1);
});

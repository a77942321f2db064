import { describe, expect, it } from 'vitest';
import { filterOf } from '../../engine/scan-task.ts';
import { scanned, showOddities, sourceOf } from '../../test/scan-text.ts';
import { type Scan } from '../event-columns.ts';
import { scanTrace } from '../scan-trace.ts';

const list = (...events: string[]): string => `{"traceEvents":[${events.join(',')}]}`;
const mark = (ph: string, ts: number, name: string, more = '"id":1'): string =>
  `{"ph":"${ph}","ts":${ts},"name":"${name}","cat":"net","pid":1,"tid":2,${more}}`;

/** Spans and moments as lines `process/lane name start..end`. */
function show({ events, flows, tracks, strings }: Scan): string[] {
  const place = (track: number): string => `${tracks[track]!.process}/${tracks[track]!.thread}`;
  return [
    ...Array.from(
      events.start,
      (start, row) => `${place(events.track[row]!)} ${strings[events.name[row]!]} ${start}..${events.end[row]}`,
    ),
    ...Array.from(flows.time, (time, f) => `${place(flows.track[f]!)} ${strings[flows.category[f]!]} ${time}`),
  ];
}

describe('asynchronous work', () => {
  it('becomes spans on a track of its own, named by the outermost span of its tree', async () => {
    const scan = await scanned(
      list(
        mark('b', 0, 'fetch'),
        mark('b', 2, 'dns'),
        mark('n', 3, 'asked'),
        mark('e', 4, 'dns'),
        mark('e', 9, 'fetch'),
      ),
    );
    expect(show(scan)).toEqual(['1/fetch fetch 0..9', '1/fetch dns 2..4', '1/fetch asked 3']);
    expect(scan.tracks.at(-1)).toEqual({ process: '1', thread: 'fetch', isAsync: true });
    expect(scan.diagnostics).toEqual([]);
  });

  it('is paired by category, scope and id, and where the id is local by the process too', async () => {
    const ids = ['"id":"0x1"', '"id":"0x1","scope":"s"', '"id":2', '"id2":{"local":"0x1"}', '"id2": {"global" : 3}'];
    const other = mark('e', 8, 'other process', '"id2":{"local":"0x1"}').replace('"pid":1', '"pid":7');
    const begins = ids.map((id, k) => mark('b', k, 'job', id));
    const ends = ids.map((id, k) => mark('e', 20 - k, 'job', id));
    const scan = await scanned(list(...begins, other, ...ends));
    expect(show(scan)).toEqual([
      '1/job job 0..20',
      '1/job job 1..19',
      '1/job job 2..18',
      '1/job job 3..17',
      '1/job job 4..16',
    ]);
    expect(showOddities(scan)).toEqual(['async-no-begin 1']);
  });

  it('of one id may cross processes, and otherwise stays in its own', async () => {
    const in7 = (text: string): string => text.replace('"pid":1', '"pid":7');
    const scan = await scanned(
      list(
        mark('b', 0, 'job'),
        in7(mark('b', 1, 'job')),
        mark('e', 5, 'job'),
        in7(mark('e', 9, 'job')),
        mark('b', 10, 'sent'),
        in7(mark('e', 12, 'sent')),
      ),
    );
    expect(show(scan)).toEqual(['1/job job 0..5', '7/job job 1..9', '1/sent sent 10..12']);
  });

  it('need not be nested: an end closes the latest of its name, and one without a name the latest of all', async () => {
    const nameless = '{"ph":"e","ts":7,"cat":"net","pid":1,"id":1}';
    const scan = await scanned(
      list(
        mark('S', 0, 'a'),
        mark('S', 1, 'b'),
        mark('T', 2, 'half'),
        mark('F', 3, 'a'),
        mark('F', 4, 'b'),
        mark('b', 5, 'c'),
        nameless,
      ),
    );
    expect(show(scan)).toEqual(['1/a a 0..3', '1/a b 1..4', '1/c c 5..7', '1/a half 2']);
    expect(scan.diagnostics).toEqual([]);
  });

  it('without its partner is kept to the end, or left out, and counted', async () => {
    const scan = await scanned(list(mark('e', 0, 'before'), mark('b', 1, 'open'), mark('n', 7, 'moment', '"id":5')));
    expect(show(scan)).toEqual(['1/open open 1..7', '1/moment moment 7'].map((line) => line.replaceAll('..7', '..7')));
    expect(showOddities(scan)).toEqual(['async-no-begin 1', 'async-no-end 1']);
  });

  it('of very many names stands on a track a category', async () => {
    const events = Array.from({ length: 101 }, (_, k) => [
      mark('b', k, `request ${k}`),
      mark('e', k + 5, `request ${k}`),
    ]);
    const scan = await scanned(list(...events.flat()));
    expect(scan.tracks.filter(({ isAsync }) => isAsync)).toEqual([{ process: '1', thread: 'net', isAsync: true }]);
    expect(scan.diagnostics).toEqual([]);
  });

  it('without an id is matched all the same, and said so', async () => {
    const scan = await scanned(list(mark('b', 0, 'a', '"x":1'), mark('e', 4, 'a', '"x":1')));
    expect(show(scan)).toEqual(['1/a a 0..4']);
    expect(showOddities(scan)).toEqual(['async-no-id 2']);
  });

  it('that begins behind the part that is loaded leaves no end without a begin, nor do B and E', async () => {
    const late = [
      mark('b', 90_000, 'late'),
      mark('B', 90_000, 'late'),
      mark('n', 90_010, 'late'),
      mark('e', 90_050, 'late'),
      mark('E', 90_050, 'late'),
    ];
    const text = list(mark('b', 0, 'early'), mark('e', 5, 'early'), mark('B', 6, 'op'), mark('E', 7, 'op'), ...late);
    const filter = filterOf({ kind: 'window', window: { startUs: 0, endUs: 10, launchReachUs: 0 } });
    const result = await scanTrace(sourceOf(text), () => undefined, undefined, filter);
    if (!result.ok) throw new Error(result.failure.code);
    expect(show(result.value)).toEqual(['1/early early 0..5', '1/2 op 6..7']);
    expect(result.value.diagnostics).toEqual([]);
  });
});

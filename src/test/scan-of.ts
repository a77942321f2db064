import {
  type EventColumns,
  type ExtraColumns,
  type FlowColumns,
  type Scan,
  type Track,
  type TrackLabel,
} from '../ingest/event-columns.ts';

/** One row of a Kineto file, as its JSON has it. `ph` is `X` unless given. */
export interface TraceRow {
  readonly ph?: string;
  readonly name?: string;
  readonly cat?: string;
  readonly pid?: number | string;
  readonly tid?: number | string;
  readonly ts?: number | string;
  readonly dur?: number | string;
  readonly id?: number | string;
  readonly args?: Readonly<Record<string, unknown>>;
}

const LABELS = new Set<string>([
  'process_name',
  'process_labels',
  'thread_name',
  'process_sort_index',
  'thread_sort_index',
]);
const EXTRA_KEYS = [
  'bytes',
  'Collective name',
  'Process Group Name',
  'Process Group Ranks',
  'In msg nelems',
  'Out msg nelems',
  'Group size',
  'dtype',
  'Seq',
  'Src Rank',
  'Dst Rank',
  'wait_on_stream',
  'cuda_sync_kind',
];

/** A scan as the scanner would give it, from parsed rows: for tests only, small input only (an object an event). */
export function scanOf(
  rows: readonly TraceRow[],
  header: Readonly<Record<string, unknown>> = {},
  fileName = 'test.json',
): Scan {
  const strings: string[] = [];
  const stringIndex = new Map<string, number>();
  const string = (text: string): number => {
    const known = stringIndex.get(text);
    if (known !== undefined) return known;
    stringIndex.set(text, strings.length);
    return strings.push(text) - 1;
  };
  const tracks: Track[] = [];
  const trackIndex = new Map<string, number>();
  const track = (row: TraceRow): number => {
    const key = JSON.stringify([String(row.pid ?? ''), String(row.tid ?? '')]);
    const known = trackIndex.get(key);
    if (known !== undefined) return known;
    trackIndex.set(key, tracks.length);
    return tracks.push({ process: String(row.pid ?? ''), thread: String(row.tid ?? '') }) - 1;
  };
  const number = (value: unknown): number =>
    value === undefined || value === null || value === '' ? -1 : Number(value);
  const ofPhase = (...phases: string[]): TraceRow[] => rows.filter((row) => phases.includes(row.ph ?? 'X'));

  const complete = ofPhase('X').filter((row) => row.ts !== undefined);
  const flowRows = ofPhase('s', 't', 'f');
  const epochTimes = complete.map((row) => Number(row.ts)).filter((ts) => ts > 1e12);
  const originMicros = epochTimes.length === 0 ? 0 : Math.floor(epochTimes.reduce((least, ts) => Math.min(least, ts)));
  const time = (value: number | string | undefined): number => Number(value ?? 0) - originMicros;
  const events: EventColumns = {
    length: complete.length,
    start: Float64Array.from(complete, (row) => time(row.ts)),
    end: Float64Array.from(complete, (row) => time(row.ts) + Number(row.dur ?? 0)),
    name: Uint32Array.from(complete, (row) => string(row.name ?? '')),
    category: Uint32Array.from(complete, (row) => string(row.cat ?? '')),
    track: Uint32Array.from(complete, track),
    correlation: Float64Array.from(complete, (row) => number(row.args?.correlation)),
    stream: Int32Array.from(complete, (row) => number(row.args?.stream)),
    device: Int32Array.from(complete, (row) => number(row.args?.device)),
    offset: Float64Array.from(complete, (_, i) => i),
    byteLength: new Uint32Array(complete.length).fill(1),
  };
  const flows: FlowColumns = {
    length: flowRows.length,
    phase: Uint8Array.from(flowRows, (row) => (row.ph ?? 's').charCodeAt(0)),
    id: Float64Array.from(flowRows, (row) => -1 - string(String(row.id ?? ''))),
    category: Uint32Array.from(flowRows, (row) => string(row.cat ?? '')),
    track: Uint32Array.from(flowRows, track),
    time: Float64Array.from(flowRows, (row) => time(row.ts)),
  };
  const found = complete.flatMap((row, event) =>
    EXTRA_KEYS.filter((key) => row.args?.[key] !== undefined).map((key) => ({ event, key, value: row.args?.[key] })),
  );
  const extras: ExtraColumns = {
    length: found.length,
    event: Uint32Array.from(found, ({ event }) => event),
    key: Uint32Array.from(found, ({ key }) => string(key)),
    number: Float64Array.from(found, ({ value }) => (typeof value === 'number' ? value : Number.NaN)),
    text: Uint32Array.from(found, ({ value }) => string(typeof value === 'number' ? '' : String(value))),
  };
  const trackLabels = ofPhase('M').flatMap((row): TrackLabel[] => {
    const kind = row.name as TrackLabel['kind'];
    const value = String(Object.values(row.args ?? {})[0] ?? '');
    return LABELS.has(row.name ?? '')
      ? [{ kind, process: String(row.pid ?? ''), thread: String(row.tid ?? ''), value }]
      : [];
  });
  const bytes = rows.length;
  const file = { name: fileName, bytes, textBytes: bytes, packing: 'plain', fingerprint: `test-${bytes}` } as const;
  return {
    file,
    format: 'Kineto',
    originMicros,
    events,
    flows,
    extras,
    tracks,
    trackLabels,
    strings,
    header,
    diagnostics: [],
  };
}

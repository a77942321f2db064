import { u32 } from '../../base/at.ts';
import { type FormatHints, type KindHint, type StepHint, type TrackHint } from '../event-columns.ts';
import { type NamedTrack, type ScanView } from './scan-view.ts';

/** Which events are of a kind; what is absent matches all. The first row of a list that matches wins. */
export interface KindRule {
  readonly kind: KindHint;
  readonly name?: RegExp;
  readonly category?: RegExp;
  /** Who writes such events, so that a reader can check it. */
  readonly source: string;
}

/** What a format makes of one track: where its work belongs, and which rules say the kinds of its events. */
export interface TrackReading extends TrackHint {
  readonly rules: readonly KindRule[];
}

/** Gives every track to `read`, and every event its kind by the rules of its track. A rule is tried once per distinct name. */
export function hintsOf(view: ScanView, read: (track: NamedTrack) => TrackReading, steps?: StepHint): FormatHints {
  const { events, strings } = view.scan;
  const readings = view.tracks.map(read);
  const kinds: KindHint[] = ['unsaid'];
  const known = new Map<readonly KindRule[], Map<number, number>>();
  const knownOf = readings.map(({ rules }) => {
    const map = known.get(rules) ?? new Map<number, number>();
    known.set(rules, map);
    return map;
  });
  const kind = new Uint8Array(events.length);
  for (let row = 0; row < events.length; row++) {
    const track = u32(events.track, row);
    const name = u32(events.name, row);
    const category = u32(events.category, row);
    const map = knownOf[track];
    const key = name * strings.length + category;
    let code = map?.get(key);
    if (code === undefined) {
      const found = kindBy(readings[track]?.rules ?? [], strings[name] ?? '', strings[category] ?? '');
      code = kinds.indexOf(found);
      if (code < 0) code = kinds.push(found) - 1;
      map?.set(key, code);
    }
    kind[row] = code;
  }
  const tracks = readings.map(({ rules: _, ...hint }): TrackHint => hint);
  return steps === undefined ? { kinds, kind, tracks } : { kinds, kind, tracks, steps };
}

function kindBy(rules: readonly KindRule[], name: string, category: string): KindHint {
  const rule = rules.find((row) => (row.name?.test(name) ?? true) && (row.category?.test(category) ?? true));
  return rule?.kind ?? 'unsaid';
}

/** Rows whose name matches and whose track is wanted. */
export function rowsNamed(view: ScanView, pattern: RegExp, wanted: (track: NamedTrack) => boolean): Uint32Array {
  const { events, strings } = view.scan;
  const isNamed = Uint8Array.from(strings, (text) => (pattern.test(text) ? 1 : 0));
  const isWanted = Uint8Array.from(view.tracks, (track) => (wanted(track) ? 1 : 0));
  const rows: number[] = [];
  for (let row = 0; row < events.length; row++) {
    if (isNamed[u32(events.name, row)] === 1 && isWanted[u32(events.track, row)] === 1) rows.push(row);
  }
  return Uint32Array.from(rows);
}

/** The last whole number in a text such as `stream 7` or `/device:TPU:0`; `undefined` where there is none. */
export function lastNumber(text: string): number | undefined {
  const digits = /\d+(?=\D*$)/.exec(text)?.[0];
  const value = digits === undefined ? NaN : Number(digits);
  return value < 2 ** 31 ? value : undefined;
}

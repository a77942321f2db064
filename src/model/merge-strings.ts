import { type Scan } from '../ingest/event-columns.ts';

export interface MergedStrings {
  readonly strings: readonly string[];
  /** One table a scan: index into its own strings -> index into the merged ones; undefined where both are the same. */
  readonly maps: readonly (Uint32Array | undefined)[];
}

/** One table of strings for several scans; a single scan keeps its own. */
export function mergeStrings(scans: readonly Scan[]): MergedStrings {
  const only = scans[0];
  if (only !== undefined && scans.length === 1) return { strings: only.strings, maps: [undefined] };
  const strings: string[] = [];
  const index = new Map<string, number>();
  const maps = scans.map((scan) => {
    const map = new Uint32Array(scan.strings.length);
    scan.strings.forEach((text, i) => {
      const known = index.get(text);
      map[i] = known ?? strings.length;
      if (known !== undefined) return;
      index.set(text, strings.length);
      strings.push(text);
    });
    return map;
  });
  return { strings, maps };
}

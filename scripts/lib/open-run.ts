import { inEnglish } from '../../src/base/say.ts';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { scanTrace } from '../../src/ingest/scan-trace.ts';
import { openSource } from '../../src/ingest/source.ts';
import { buildTimeline } from '../../src/model/build-timeline.ts';
import { type Timeline } from '../../src/model/timeline.ts';

/** The run of some trace files, one a rank; the user's sentence where one cannot be read. */
export async function openRun(paths: readonly string[]): Promise<Timeline | string> {
  const scans = [];
  for (const path of paths) {
    const source = await openSource({ kind: 'blob', name: basename(path), blob: await openAsBlob(path) });
    if (!source.ok) return inEnglish(source.failure.userMessage);
    const scan = await scanTrace(source.value, () => undefined);
    if (!scan.ok) return inEnglish(scan.failure.userMessage);
    scans.push(scan.value);
  }
  const timeline = buildTimeline(scans);
  return timeline.ok ? timeline.value : inEnglish(timeline.failure.userMessage);
}

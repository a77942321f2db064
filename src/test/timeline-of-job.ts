import { type Result } from '../base/result.ts';
import { inEnglish } from '../base/say.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { openSource } from '../ingest/source.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { type Job } from '../synth/job.ts';
import { writeKineto } from '../synth/kineto.ts';
import { type SimulatedRun } from '../synth/records.ts';
import { simulate } from '../synth/simulate.ts';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(inEnglish(result.failure.userMessage));
  return result.value;
}

/** A simulated run, written as traces and read back. */
export async function timelineOfRun(run: SimulatedRun): Promise<Timeline> {
  const scans = [];
  for (const { rank } of run.ranks) {
    const source = await openSource({
      kind: 'blob',
      name: `rank${rank}.json`,
      blob: new Blob([writeKineto(run, rank)]),
    });
    scans.push(valueOf(await scanTrace(valueOf(source), () => undefined)));
  }
  return valueOf(buildTimeline(scans));
}

export const timelineOfJob = (job: Job): Promise<Timeline> => timelineOfRun(simulate(job));

import { item, u8 } from '../base/at.ts';
import { formatMicros } from '../base/format.ts';
import { say } from '../base/say.ts';
import { type Timeline } from '../model/timeline.ts';
import { inferWorkers } from './infer-workers.ts';
import { type RankSummary } from './ledger.ts';
import { type CannotTell } from './unknown.ts';
import { inItsFramework } from './xla-remedies.ts';

/** Lists what cannot be known about one rank, the most limiting first. `behindUs`: exposed time a step of the finding `queue-behind`. */
export function findUnknowns(timeline: Timeline, summary: RankSummary, behindUs = 0): readonly CannotTell[] {
  const rank = item(timeline.ranks, summary.rank);
  const { classes, meanStepUs } = summary;
  const share = (us: number): number => (meanStepUs > 0 ? us / meanStepUs : 0);
  const steps = timeline.steps.slice(rank.firstStep, rank.lastStep);
  const communicates = classes.communication + classes.hostcomm > 0 || (rank.worldSize ?? 1) > 1;
  const found: CannotTell[] = [];
  if (!rank.hasDevice) {
    found.push({
      id: 'no-device',
      question: say`What does an accelerator do, if the run uses one?`,
      reason: say`No device work is in the trace.`,
      remedy: say`If it does, record device activity too: ProfilerActivity.CUDA (or the one of your device) beside ProfilerActivity.CPU. A run on the CPU alone lacks nothing.`,
    });
  }
  if (rank.hasDevice && rank.mainLane < 0) {
    found.push({
      id: 'no-host',
      question: say`Why is the device idle?`,
      reason: say`No host activity is in the trace.`,
      remedy: say`Record host activity too: ProfilerActivity.CPU beside ProfilerActivity.CUDA.`,
    });
  } else if (rank.hasDevice && share(classes.unknown) > 0.01) {
    found.push({
      id: 'no-launches',
      question: say`What was the host doing during ${formatMicros(classes.unknown)} of idle time a step?`,
      reason: say`The calls that launched the next device work are not in the trace.`,
      remedy: say`Record CPU activity over the whole window, without sampling or filtering events.`,
    });
  }
  if (rank.stepsWay === 'whole') {
    found.push({
      id: 'no-steps',
      question: say`How long does one step take?`,
      reason: say`No step markers are in the trace, and its names show no pattern that repeats.`,
      remedy: say`Call prof.step() at the end of each step, or name the events that begin one (whystall report --steps).`,
    });
  } else if (rank.stepsWay === 'found') {
    found.push({
      id: 'no-steps',
      question: say`Where exactly does one step end and the next begin?`,
      reason: say`No step markers are in the trace; steps were ${rank.stepsFrom}.`,
      remedy: say`Call prof.step() at the end of each step, or name the events that begin one (whystall report --steps).`,
    });
  } else if (steps.length < 3) {
    found.push({
      id: 'few-steps',
      question: say`How much do steps vary?`,
      reason: steps.length === 1 ? say`The trace holds one step.` : say`The trace holds two steps.`,
      remedy: say`Record five steps or more: schedule(wait=1, warmup=1, active=5).`,
    });
  }
  if (timeline.ranks.length === 1 && communicates) {
    found.push({
      id: 'one-rank',
      question: say`How much of the communication is waiting for other ranks, and for which?`,
      reason: say`One rank only: waiting and transfer cannot be told apart.`,
      remedy: say`Drop the other ranks' files together with this one.`,
    });
  }
  if (classes.communication > 0 && !hasSizes(timeline)) {
    found.push({
      id: 'no-sizes',
      question: say`Is the network used well, and are messages large enough?`,
      reason: say`The collectives carry no sizes.`,
      remedy: timeline.strings.some((name) => name.startsWith('gloo:'))
        ? say`Gloo writes no sizes. With nccl, a newer PyTorch writes sizes, types and groups into the arguments of collectives.`
        : say`Record with a newer PyTorch: it writes sizes, types and groups into the arguments of collectives.`,
    });
  }
  const workers = inferWorkers(timeline, summary.rank);
  // Reader or worker events tell fetching from preparing in most of the waits for data.
  const partsKnown = summary.subclasses.fetchorprep < classes.data / 2;
  if (workers.cannot !== '' && workers.pace !== 'main-thread' && !partsKnown) {
    found.push({
      id: 'unseen-workers',
      question: say`What do the loader workers do, and how many are needed?`,
      reason: say`${workers.can} ${workers.cannot}`,
      remedy: say`Record one run with num_workers=0 (batches are then made on the main thread), or drop the DFTracer files of the workers too.`,
    });
  }
  if (share(behindUs) > 0.01) {
    found.push({
      id: 'unrecorded-work',
      question: say`What does the device do during ${formatMicros(behindUs)} a step in which its next work is launched and the host is blocked?`,
      reason: say`The work it is busy with was launched before the recording began, or by another process.`,
      remedy: say`Skip the first step: schedule(wait=1, warmup=2, active=5), or synchronise before the profiler starts.`,
    });
  }
  if (share(classes.data) > 0.05 && workers.pace !== 'saturated' && workers.pace !== 'bursts' && !partsKnown) {
    found.push({
      id: 'inside-loader',
      question: say`Is it fetching or preparing samples that takes the time?`,
      ...(workers.pace === 'main-thread'
        ? {
            reason: say`The main thread loads, and nothing inside its calls says which part it is.`,
            remedy: say`Mark the parts of __getitem__ with record_function.`,
          }
        : {
            reason: say`Loader workers run in processes that the trace does not hold.`,
            remedy: say`Mark the parts of __getitem__ with record_function and record one run with num_workers=0.`,
          }),
    });
  }
  if (share(classes.host) > 0.1) {
    found.push({
      id: 'untraced-host',
      question: say`What does the host do in the ${formatMicros(classes.host)} a step that no event names?`,
      reason: say`Python and user code are not in the trace.`,
      remedy: say`Record with with_stack=True, or mark your own code with record_function.`,
    });
  }
  return inItsFramework(found, timeline.format);
}

const SIZE = /msg (size|nelems)|^(in|out)_msg/i;

/** True where collectives carry message sizes (arguments that PyTorch writes on them). */
function hasSizes({ strings, extras }: Timeline): boolean {
  const isSize = Uint8Array.from(strings, (text) => (SIZE.test(text) ? 1 : 0));
  return isSize.includes(1) && extras.key.some((key) => u8(isSize, key) === 1);
}

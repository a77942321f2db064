import { completeText, flowText, type Shift } from './kineto-text.ts';
import { processOf, THREADS } from './kineto-place.ts';
import { type HostEvent, type SimulatedRank } from './records.ts';

/** Host events of a rank: steps, ops, runtime calls, and the two kinds of arrow that begin on the host. */
export function* hostTexts(simulated: SimulatedRank, shift: Shift): Generator<string> {
  const process = processOf(simulated.rank);
  const launching = new Set(simulated.device.map((event) => event.correlation));
  const pairs = pairsOf(simulated.host);
  for (const step of simulated.steps) {
    yield completeText(
      {
        category: 'user_annotation',
        name: `ProfilerStep#${step.number + shift.step}`,
        process,
        thread: process,
        startUs: step.startUs,
        endUs: step.endUs,
        args: { 'External id': shift.id, 'Record function id': 0 },
      },
      shift,
    );
  }
  for (const event of simulated.host) {
    const thread = process + THREADS[event.thread];
    yield completeText({ ...event, process, thread, args: argsOf(event, shift) }, shift);
    if (launching.has(event.correlation))
      yield flowText('s', 'ac2g', event.correlation, process, thread, event.startUs, shift);
    if (pairs.has(event.sequence)) {
      yield flowText(
        event.thread === 'main' ? 's' : 'f',
        'fwdbwd',
        event.sequence + 1,
        process,
        thread,
        event.startUs,
        shift,
      );
    }
  }
}

/** Sequence numbers that occur on both threads. */
function pairsOf(host: readonly HostEvent[]): ReadonlySet<number> {
  const forward = new Set(host.filter((event) => event.thread === 'main').map((event) => event.sequence));
  forward.delete(-1);
  return new Set(
    host.filter((event) => event.thread === 'autograd' && forward.has(event.sequence)).map((event) => event.sequence),
  );
}

function argsOf(event: HostEvent, shift: Shift): Readonly<Record<string, unknown>> {
  const externalId = { 'External id': event.externalId + shift.id };
  if (event.category === 'cuda_runtime') return { ...externalId, correlation: event.correlation + shift.id };
  if (event.sequence < 0) return { ...externalId, 'Record function id': 0 };
  const forward = event.thread === 'autograd' ? 1 : 0;
  return {
    ...externalId,
    'Record function id': 0,
    'Sequence number': event.sequence + shift.id,
    'Fwd thread id': forward,
  };
}

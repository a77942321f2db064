import { completeText, flowText, type Shift } from './kineto-text.ts';
import { deviceOf } from './kineto-place.ts';
import { spanName } from './op-names.ts';
import { type DeviceEvent, type HostEvent, type Pair, type SimulatedRank } from './records.ts';

/** Device events of a rank: kernels, copies, collectives, the end of launch arrows, and what its streams waited for. */
export function* deviceTexts(simulated: SimulatedRank, ranks: number, shift: Shift): Generator<string> {
  const device = deviceOf(simulated.rank);
  for (const event of simulated.device) {
    const args = { ...placeArgs(event, device, shift), ...workArgs(event, ranks, simulated.rank) };
    const category = event.kind === 'memcpy' ? 'gpu_memcpy' : 'kernel';
    yield completeText({ ...event, category, process: device, thread: event.stream, args }, shift);
    yield flowText('f', 'ac2g', event.correlation, device, event.stream, event.startUs, shift);
    if (event.kind === 'collective') {
      const note = {
        ...event,
        category: 'gpu_user_annotation',
        name: spanName(event.pair, simulated.rank),
        process: device,
        thread: event.stream,
      };
      yield completeText({ ...note, args: { 'External id': event.externalId + shift.id } }, shift);
    }
  }
  for (const event of simulated.host) if (event.sync !== undefined) yield syncText(event, device, shift);
}

const placeArgs = (event: DeviceEvent, device: number, shift: Shift): Readonly<Record<string, unknown>> => ({
  'External id': event.externalId + shift.id,
  device,
  context: 1,
  stream: event.stream,
  correlation: event.correlation + shift.id,
});

function workArgs(event: DeviceEvent, ranks: number, rank: number): Readonly<Record<string, unknown>> {
  switch (event.kind) {
    case 'kernel':
      return {};
    case 'memcpy':
      return {
        bytes: event.bytes,
        'memory bandwidth (GB/s)': event.bytes / ((event.endUs - event.startUs) * 1000 || 1),
      };
    case 'collective':
      if (event.pair !== undefined) return pairArgs(event, event.pair, rank);
      return {
        'Collective name': 'allreduce',
        'In msg nelems': event.bytes / 4,
        'Out msg nelems': event.bytes / 4,
        'Group size': ranks,
        dtype: 'Float',
        'In split size': '[]',
        'Out split size': '[]',
        'Process Group Name': '0',
        'Process Group Description': 'default_pg',
        'Process Group Ranks': `[${Array.from({ length: ranks }, (_, rank) => rank).join(', ')}]`,
        Seq: event.ordinal + 1,
      };
  }
}

function pairArgs(
  { bytes, ordinal }: DeviceEvent,
  { from, to, pass }: Pair,
  rank: number,
): Readonly<Record<string, unknown>> {
  const sends = rank === from;
  return {
    'Collective name': sends ? 'send' : 'recv',
    'In msg nelems': bytes / 4,
    'Out msg nelems': bytes / 4,
    'Group size': 2,
    dtype: 'Float',
    'In split size': '[]',
    'Out split size': '[]',
    'Process Group Name': `${pass}, stages ${from} to ${to}`,
    'Process Group Description': 'pipeline',
    'Process Group Ranks': `[${Math.min(from, to)}, ${Math.max(from, to)}]`,
    ...(sends ? { 'Dst Rank': to } : { 'Src Rank': from }),
    Seq: ordinal + 1,
  };
}

/** A `cuda_sync` row. The profiler draws waits for a stream on a thread of their own; `args.stream` is what counts. */
function syncText(event: HostEvent, device: number, shift: Shift): string {
  const sync = event.sync;
  if (sync === undefined) return '';
  const wait = {
    wait_on_stream: sync.waitOnStream,
    wait_on_cuda_event_record_corr_id: sync.recordCorrelation + shift.id,
    wait_on_cuda_event_id: sync.waitOnStream,
  };
  const args = {
    'External id': event.externalId + shift.id,
    cuda_sync_kind: sync.kind,
    ...(sync.kind === 'Stream Wait Event' ? wait : {}),
    stream: sync.stream,
    correlation: event.correlation + shift.id,
    device,
    context: 1,
  };
  return completeText(
    { ...event, category: 'cuda_sync', name: sync.kind, process: device, thread: sync.stream, args },
    shift,
  );
}

import { u32 } from '../../base/at.ts';
import { type FormatHints } from '../event-columns.ts';
import { type Format } from './format.ts';
import { hintsOf, type KindRule, lastNumber } from './hints.ts';
import { type ScanView, some } from './scan-view.ts';

const SOURCE = 'Horovod: common.h lists the activities, docs/timeline.rst says what each is';

const OPERATION = /^(ALLREDUCE|ALLGATHER|BROADCAST|ALLTOALL|REDUCESCATTER|ADASUM|BARRIER|JOIN)$/;
const TRANSFER = /^(NCCL|MPI|GLOO|CCL|DDL|HIERARCHICAL|ADASUM)_/;
const COPY = /^MEMCPY_(IN|OUT)_/;

const RULES: readonly KindRule[] = [
  { kind: 'other', name: /^\d+$/, source: `${SOURCE}; a rank reports that it is ready` },
  { kind: 'hostOp', name: /^NEGOTIATE_/, source: `${SOURCE}; waits until all ranks are ready` },
  { kind: 'memcpy', name: COPY, source: `${SOURCE}; to and from the fusion buffer` },
  { kind: 'kernel', name: TRANSFER, source: `${SOURCE}; the transfer itself` },
  { kind: 'runtime', name: OPERATION, source: `${SOURCE}; holds what follows the negotiation` },
  { kind: 'runtime', name: /^QUEUE$/, source: `${SOURCE}; the transfer is handed over from here on` },
  { kind: 'hostOp', name: /^INIT_/, source: `${SOURCE}; buffers and communicators are made` },
  { kind: 'annotation', source: `${SOURCE}; WAIT_FOR_DATA: before the transfer` },
];

/** Every operation launches the transfers inside it, from its QUEUE on where it has one: rows of one tensor are in order of time. */
function launches({ scan }: ScanView): Float64Array {
  const { events, strings } = scan;
  const correlation = new Float64Array(events.length).fill(-1);
  const open = new Map<number, number>();
  let count = 0;
  for (let row = 0; row < events.length; row++) {
    const name = strings[u32(events.name, row)] ?? '';
    const track = u32(events.track, row);
    if (OPERATION.test(name) || name === 'QUEUE') open.set(track, ++count);
    else if (name.startsWith('NEGOTIATE_')) open.delete(track);
    else if (!TRANSFER.test(name) && !COPY.test(name)) continue;
    correlation[row] = open.get(track) ?? -1;
  }
  return correlation;
}

function adapt(view: ScanView): FormatHints {
  const hints = hintsOf(view, ({ process, processName }) => {
    const tensor = processName.replace(/^.*Horovod(Allreduce|Allgather|Broadcast)_/, '');
    const place = { rules: RULES, device: 0, stream: lastNumber(process) ?? 0 };
    return tensor === '' ? place : { ...place, label: tensor };
  });
  return { ...hints, correlation: launches(view) };
}

/** `HOROVOD_TIMELINE=file`: written by rank 0, a process a tensor. Waiting is host work, the transfer device work. */
export const horovod: Format = {
  name: 'Horovod timeline',
  matches: ({ eventNames }) => some(eventNames, /^NEGOTIATE_(ALLREDUCE|ALLGATHER|BROADCAST|ALLTOALL|REDUCESCATTER)$/),
  adapt,
};

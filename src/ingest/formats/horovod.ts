import { type Format } from './format.ts';
import { hintsOf, type KindRule } from './hints.ts';
import { some } from './scan-view.ts';

const SOURCE = 'Horovod: common.h lists the activities, docs/timeline.rst says what each is';

const RULES: readonly KindRule[] = [
  { kind: 'other', name: /^\d+$/, source: `${SOURCE}; a rank reports that it is ready` },
  { kind: 'hostOp', name: /^NEGOTIATE_/, source: `${SOURCE}; waits until all ranks are ready` },
  { kind: 'hostOp', name: /^(WAIT_FOR_DATA|WAIT_FOR_OTHER_TENSOR_DATA|QUEUE|SCHEDULE)$/, source: SOURCE },
  { kind: 'hostOp', name: /^MEMCPY_(IN|OUT)_/, source: SOURCE },
  { kind: 'hostOp', name: /^(NCCL|MPI|GLOO|CCL|DDL|HIERARCHICAL)_/, source: `${SOURCE}; the transfer` },
  { kind: 'annotation', source: `${SOURCE}; ALLREDUCE and the like hold the activities of one tensor` },
];

/** `HOROVOD_TIMELINE=file`: written by rank 0, a process a tensor. */
export const horovod: Format = {
  name: 'Horovod timeline',
  matches: ({ eventNames }) => some(eventNames, /^NEGOTIATE_(ALLREDUCE|ALLGATHER|BROADCAST|ALLTOALL|REDUCESCATTER)$/),
  adapt: (view) =>
    hintsOf(view, ({ processName }) => {
      const tensor = processName.replace(/^.*Horovod(Allreduce|Allgather|Broadcast)_/, '');
      return tensor === '' ? { rules: RULES } : { rules: RULES, label: tensor };
    }),
};

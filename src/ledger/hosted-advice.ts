import { type FindingKind, type FindingKindId } from './finding-kinds.ts';

/** What a finding says, and what to do, where the main thread computes: nothing waits on a device, and no memory needs pinning. */
export const HOSTED_ADVICE: Readonly<Partial<Record<FindingKindId, Partial<Pick<FindingKind, 'says' | 'advice'>>>>> = {
  'data-main': {
    says: 'the main thread loads the batch itself and computes nothing',
    advice:
      'Set num_workers above 0 in the DataLoader, with persistent_workers=True, so that batches are made beside the step; leave the workers cores of their own.',
  },
  'data-workers': {
    says: 'the main thread waits for a batch from the worker processes, or takes it over',
    advice:
      'Raise num_workers while cores are free, and prefetch_factor where waits come in bursts; keep persistent_workers=True; cache the prepared samples.',
  },
  'data-other': { says: 'the main thread waits for input' },
};

/** A kind in the words for a rank with a device, or for one whose main thread computes. */
export const kindOnItsDevice = <Kind extends FindingKind & { readonly id: FindingKindId }>(
  kind: Kind,
  hasDevice: boolean,
): Kind => (hasDevice ? kind : { ...kind, ...HOSTED_ADVICE[kind.id] });

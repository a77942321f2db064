import { type ClassKey } from './classes.ts';

interface SubclassRow {
  readonly key: string;
  readonly class: ClassKey | undefined;
  readonly label: string;
  readonly meaning: string;
  /** What the trace does not tell apart: alone it says no more than its class. */
  readonly untold?: true;
}

/**
 * Finer parts of three classes. Each piece of those classes has exactly one, so that they add up to the class; `untold` marks what
 * the trace does not tell apart. Code 0: the class has no parts. Waiting and transfer of collectives need the other ranks: a run of several
 * ranks has them where its collectives match (`ranks/split-communication.ts`), and `interconnect`, `network` and `scopeunknown` hold both together elsewhere.
 */
export const SUBCLASSES = [
  { key: 'none', class: undefined, label: '', meaning: 'the class has no parts' },
  { key: 'htod', class: 'copy', label: 'host to device', meaning: 'a copy from host memory to the device' },
  { key: 'dtoh', class: 'copy', label: 'device to host', meaning: 'a copy from the device to host memory' },
  { key: 'dtod', class: 'copy', label: 'device to device', meaning: 'a copy within one device' },
  { key: 'peer', class: 'copy', label: 'peer to peer', meaning: 'a copy between two devices' },
  { key: 'set', class: 'copy', label: 'set', meaning: 'memory is filled' },
  {
    key: 'copyother',
    class: 'copy',
    label: 'direction unknown',
    meaning: 'the name does not say between which memories',
    untold: true,
  },
  {
    key: 'waiting',
    class: 'communication',
    label: 'waiting for ranks',
    meaning: 'another rank of the group had not arrived',
  },
  {
    key: 'transferinterconnect',
    class: 'communication',
    label: 'transfer, interconnect',
    meaning: 'all ranks had arrived; the group lies on one host',
  },
  {
    key: 'transfernetwork',
    class: 'communication',
    label: 'transfer, network',
    meaning: 'all ranks had arrived; the group spans hosts',
  },
  {
    key: 'transfer',
    class: 'communication',
    label: 'transfer',
    meaning: 'all ranks had arrived; on which hosts they are is not known: say how many GPUs a host has',
  },
  {
    key: 'interconnect',
    class: 'communication',
    label: 'interconnect',
    meaning: 'all ranks of the process group share a host; waiting and transfer together',
  },
  {
    key: 'network',
    class: 'communication',
    label: 'network',
    meaning: 'the process group spans hosts; waiting and transfer together',
  },
  {
    key: 'scopeunknown',
    class: 'communication',
    label: 'not told apart',
    meaning: 'no collective of other ranks matches, and the hosts of the group are not known',
    untold: true,
  },
  { key: 'fetch', class: 'data', label: 'fetch', meaning: 'storage or the network is read' },
  { key: 'prep', class: 'data', label: 'prepare', meaning: 'samples are decoded, transformed or put into a batch' },
  {
    key: 'fetchorprep',
    class: 'data',
    label: 'fetch or prepare',
    meaning: 'no reader or worker event is open: fetching, preparing or waiting for workers',
    untold: true,
  },
] as const satisfies readonly SubclassRow[];

export type SubclassKey = (typeof SUBCLASSES)[number]['key'];
export const SUBCLASS_COUNT = SUBCLASSES.length;
export const subclassCode = (key: SubclassKey): number => SUBCLASSES.findIndex((row) => row.key === key);

/** One part of a class with its time. */
export interface PartTime {
  readonly key: SubclassKey;
  readonly label: string;
  readonly meaning: string;
  readonly us: number;
}

/** The parts of a class that took time, largest first; none where they say no more than the class itself. */
export function partsOfClass(cls: ClassKey, timeOf: (key: SubclassKey) => number): readonly PartTime[] {
  const rows: readonly (SubclassRow & { readonly key: SubclassKey })[] = SUBCLASSES;
  const own = rows.filter((row) => row.class === cls && timeOf(row.key) > 0);
  if (own.length === 1 && own[0]?.untold === true) return [];
  return own
    .map(({ key, label, meaning }) => ({ key, label, meaning, us: timeOf(key) }))
    .sort((a, b) => b.us - a.us || (a.key < b.key ? -1 : 1));
}

import { type ClassKey } from './classes.ts';

/**
 * Finer parts of three classes. Each piece of those classes has exactly one, so that they add up to the class; the last of each class is what
 * the trace does not tell apart. Code 0: the class has no parts. Waiting and transfer of collectives need the other ranks (`ranks/`).
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
  },
  {
    key: 'interconnect',
    class: 'communication',
    label: 'interconnect',
    meaning: 'all ranks of the process group share a host',
  },
  { key: 'network', class: 'communication', label: 'network', meaning: 'the process group spans hosts' },
  {
    key: 'scopeunknown',
    class: 'communication',
    label: 'scope unknown',
    meaning: 'the ranks of the process group, or the devices per host, are not known',
  },
  { key: 'fetch', class: 'data', label: 'fetch', meaning: 'storage or the network is read' },
  { key: 'prep', class: 'data', label: 'prepare', meaning: 'samples are decoded, transformed or put into a batch' },
  {
    key: 'fetchorprep',
    class: 'data',
    label: 'fetch or prepare',
    meaning: 'no reader or worker event is open: fetching, preparing or waiting for workers',
  },
] as const satisfies readonly { key: string; class: ClassKey | undefined; label: string; meaning: string }[];

export type SubclassKey = (typeof SUBCLASSES)[number]['key'];
export const SUBCLASS_COUNT = SUBCLASSES.length;
export const subclassCode = (key: SubclassKey): number => SUBCLASSES.findIndex((row) => row.key === key);

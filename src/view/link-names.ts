import { type ClassKey } from '../ledger/classes.ts';
import { type LeverKey } from '../replay/scenario.ts';

// This room may import only types of ledger and replay; the records below do not compile when a name is missing.
const classNames: Readonly<Record<ClassKey, true>> = {
  compute: true,
  communication: true,
  copy: true,
  queue: true,
  data: true,
  hostcomm: true,
  checkpoint: true,
  compile: true,
  allocator: true,
  gc: true,
  sync: true,
  profiler: true,
  launch: true,
  host: true,
  unknown: true,
};
const leverNames: Readonly<Record<LeverKey, true>> = { data: true, compute: true, communication: true };

export const isClassKey = (text: string): text is ClassKey => Object.hasOwn(classNames, text);
export const isLeverKey = (text: string): text is LeverKey => Object.hasOwn(leverNames, text);
export const CLASS_KEYS: readonly ClassKey[] = Object.keys(classNames).filter(isClassKey);
export const LEVER_KEYS: readonly LeverKey[] = Object.keys(leverNames).filter(isLeverKey);

import { type Device, type DeviceOp } from './device.ts';
import { type Instruction } from './instruction.ts';
import { type LoaderBatch } from './loader.ts';
import { type Activity, type HostEvent, type HostThread, type StepMark, type SyncNote } from './records.ts';

interface OpenSpan {
  readonly name: string;
  readonly category: 'cpu_op' | 'user_annotation';
  readonly startUs: number;
  readonly externalId: number;
  readonly sequence: number;
  readonly thread: HostThread;
}

/** A runtime call that has begun and waits for device work whose end is not known yet. */
interface PendingCall {
  readonly startUs: number;
  readonly slotUs: number;
  readonly correlation: number;
  readonly awaited: DeviceOp | undefined;
  readonly sync: SyncNote | undefined;
}

/** One rank in the middle of a simulation. Mutable, and private to it. */
export interface RankState {
  readonly rank: number;
  /** False where only the steps are asked for: host events and activity are not kept. */
  readonly keeps: boolean;
  /** Of the step that runs. */
  program: readonly Instruction[];
  next: number;
  nowUs: number;
  thread: HostThread;
  step: number;
  stepStartUs: number;
  externalId: number;
  correlation: number;
  pending: PendingCall | undefined;
  readonly open: OpenSpan[];
  readonly device: Device;
  readonly host: HostEvent[];
  readonly activity: Activity[];
  readonly batches: LoaderBatch[];
  readonly steps: StepMark[];
}

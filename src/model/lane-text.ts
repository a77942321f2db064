import { laneKey, type LaneKey } from '../base/brand.ts';
import { type TrackLabel } from '../ingest/event-columns.ts';
import { type LaneSeed } from './assign-lanes.ts';

const LONGEST = 48;

/** Letters, digits and a few signs as they are, all else as `~` and its code: safe in a link, and no two texts become one. */
const safe = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9_.:-]/g, (sign) => `~${sign.charCodeAt(0).toString(16)}~`);

/** `r0/host/<pid>/<tid>`, `r0/gpu0/stream7`, `r0/note/<pid>/<tid>`, `r0/other/<pid>/<tid>`, `r0/async/<pid>/<name>`; of a loader worker's file with `/file<its place>`. */
export function keyOf(seed: LaneSeed, rank: number, worker?: number): LaneKey {
  if (worker !== undefined) return laneKey(`${keyOf(seed, rank)}/file${worker}`);
  if (seed.kind === 'device') return laneKey(`r${rank}/gpu${seed.device}/stream${seed.stream}`);
  return laneKey(`r${rank}/${seed.group}/${safe(seed.process)}/${safe(seed.thread)}`);
}

/** One line, no control signs, not too long: names in traces are hostile text. */
export function tidy(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** What a file calls its processes and threads. */
export interface TrackNames {
  readonly processes: ReadonlyMap<string, string>;
  readonly threads: ReadonlyMap<string, string>;
  /** Names of devices, such as `GPU 0` or `MTIA 17`. */
  readonly devices: ReadonlyMap<string, string>;
}

export const threadOf = (process: string, thread: string): string => JSON.stringify([process, thread]);

/** The last label of a track wins, as in the trace viewers. */
export function trackNames(labels: readonly TrackLabel[]): TrackNames {
  const processes = new Map<string, string>();
  const threads = new Map<string, string>();
  const devices = new Map<string, string>();
  for (const { kind, process, thread, value } of labels) {
    if (kind === 'process_name') processes.set(process, tidy(value));
    else if (kind === 'thread_name') threads.set(threadOf(process, thread), tidy(value));
    else if (kind === 'process_labels' && /^[A-Za-z]+ \d+$/.test(value)) devices.set(process, value);
  }
  return { processes, threads, devices };
}

/** Names that say nothing beyond "a thread of the program". */
const DULL_NAME = /^(?:python[\d.]*|pt_main_thread|main|thread|process|\d+)?$/i;

/** A short label for people: `Main thread 25738`, `Thread 25772 (pt_autograd_0)`, `GPU 0 stream 7`, `GPU 0 stream 7 notes`, `fetch (async)`. */
export function labelOf(
  seed: LaneSeed,
  names: TrackNames,
  { main, foreign }: { readonly main: boolean; readonly foreign: boolean },
): string {
  const device = names.devices.get(seed.process);
  if (seed.label !== undefined) return tidy(seed.kind === 'note' ? `${seed.label} notes` : seed.label);
  if (seed.kind === 'device') return `${device ?? `GPU ${seed.device}`} stream ${seed.stream}`;
  const process = names.processes.get(seed.process) ?? '';
  const where = DULL_NAME.test(process) ? `process ${seed.process}` : process;
  if (seed.group === 'async') return tidy(`${seed.thread} (async)${foreign ? `, ${where}` : ''}`);
  const given = names.threads.get(threadOf(seed.process, seed.thread)) ?? '';
  if (seed.kind === 'note' && seed.thread === '' && given === '')
    return seed.process === '' && process === '' ? 'Instants' : tidy(`${where} notes`);
  if (seed.kind === 'note') return tidy(`${noteSubject(given === '' ? seed.thread : given, device)} notes`);
  if (seed.thread === '' && given === '') return tidy(where);
  const thread = threadText(seed.thread, given === process ? '' : given, main);
  return tidy(foreign ? `${thread}, ${where}` : thread);
}

function noteSubject(thread: string, device: string | undefined): string {
  if (device === undefined) return thread;
  if (/^Device \d+$/.test(thread)) return device;
  return `${device} ${/^-?\d+$/.test(thread) ? `stream ${thread}` : thread}`;
}

/** Kineto calls threads `thread 25772 (pt_autograd_0)`: the name inside says what it does, where it says anything. */
function threadText(id: string, given: string, main: boolean): string {
  const inner = /^thread \S+ \((.*)\)$/.exec(given)?.[1];
  const name = DULL_NAME.test(inner ?? given) ? '' : (inner ?? given);
  const number = /^-?\d+$/.test(id) ? ` ${id}` : '';
  if (inner === undefined && name !== '' && !main) return name;
  if (number === '' && !main) return name === '' ? id : name;
  return `${main ? 'Main thread' : 'Thread'}${number}${name === '' ? '' : ` (${name})`}`;
}

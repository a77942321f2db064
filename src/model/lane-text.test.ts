import { describe, expect, it } from 'vitest';
import { type TrackLabel } from '../ingest/event-columns.ts';
import { type LaneSeed } from './assign-lanes.ts';
import { keyOf, labelOf, tidy, trackNames } from './lane-text.ts';

const seed = (fields: Partial<LaneSeed>): LaneSeed => ({
  kind: 'host',
  group: 'host',
  process: '100',
  thread: '7',
  device: -1,
  stream: -1,
  ...fields,
});
const named = (kind: TrackLabel['kind'], process: string, thread: string, value: string) =>
  trackNames([{ kind, process, thread, value }]);
const none = trackNames([]);
const other = { main: false, foreign: false };
const main = { main: true, foreign: false };

describe('keyOf', () => {
  it('names lanes by what the file calls them', () => {
    expect(keyOf(seed({}), 3)).toBe('r3/host/100/7');
    expect(keyOf(seed({ kind: 'device', group: 'gpu', device: 0, stream: 7 }), 0)).toBe('r0/gpu0/stream7');
  });
  it('writes signs that a link or a key cannot hold as codes, so that two names stay two', () => {
    expect(keyOf(seed({ group: 'note', process: 'Spans', thread: 'PyTorch Profiler' }), 0)).toBe(
      'r0/note/Spans/PyTorch~20~Profiler',
    );
    expect(keyOf(seed({ thread: 'a/b' }), 0)).not.toBe(keyOf(seed({ thread: 'a~2f~b' }), 0));
  });
});

describe('labelOf', () => {
  it('says what a thread does where the trace does', () => {
    const kineto = named('thread_name', '100', '7', 'thread 7 (pt_autograd_0)');
    expect(labelOf(seed({}), kineto, other)).toBe('Thread 7 (pt_autograd_0)');
    expect(labelOf(seed({}), named('thread_name', '100', '7', 'thread 7 (python)'), main)).toBe('Main thread 7');
    expect(labelOf(seed({}), named('thread_name', '100', '7', 'tf_Compute'), other)).toBe('tf_Compute');
    expect(labelOf(seed({ thread: 'worker 1' }), none, other)).toBe('worker 1');
    expect(labelOf(seed({ thread: 'main' }), none, main)).toBe('Main thread');
  });
  it('names the process of threads that do not belong to the main one, and of tracks without a thread', () => {
    const process = named('process_name', '100', '', 'loader');
    expect(labelOf(seed({}), process, { main: false, foreign: true })).toBe('Thread 7, loader');
    expect(labelOf(seed({}), none, { main: false, foreign: true })).toBe('Thread 7, process 100');
    expect(labelOf(seed({ thread: '' }), process, { main: false, foreign: true })).toBe('loader');
  });
  it('names streams and their notes by device', () => {
    const stream = seed({ kind: 'device', group: 'gpu', process: '0', device: 0, stream: 7 });
    expect(labelOf(stream, none, other)).toBe('GPU 0 stream 7');
    expect(labelOf(stream, named('process_labels', '0', '', 'MTIA 0'), other)).toBe('MTIA 0 stream 7');
    const note = seed({ kind: 'note', group: 'note', process: '0', thread: '7' });
    expect(labelOf(note, named('process_labels', '0', '', 'GPU 0'), other)).toBe('GPU 0 stream 7 notes');
  });
});

it('tidy makes one short line of hostile text', () => {
  expect(tidy('  a\u0000b\n\u202ec  ')).toBe('a b c');
  expect(tidy('x'.repeat(200))).toHaveLength(48);
});

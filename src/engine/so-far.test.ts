import { describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import { type EngineReply } from './protocol.ts';
import { Pace } from './so-far.ts';
import { packReply } from './transfer.ts';
import { warmTrace } from './warm-trace.ts';

const MB = 1e6;

describe('the pace of pictures', () => {
  /** Reads at a steady speed, asks after each 50 ms; what each picture was of, and the share of time that all took. */
  function reading(totalBytes: number, bytesPerMs: number, costPerByte: number) {
    const pace = new Pace();
    const made: number[] = [];
    let [spent, read] = [0, 0];
    for (let ms = 50; read < totalBytes; ms += 50) {
      read = Math.min(totalBytes, ms * bytesPerMs);
      if (!pace.isDue(read, totalBytes, ms + spent)) continue;
      made.push(read);
      pace.made(read, read * costPerByte);
      spent += read * costPerByte;
    }
    const readMs = totalBytes / bytesPerMs;
    return { made, share: spent / (readMs + totalBytes * costPerByte) };
  }

  it('makes none of a file that is soon read', () => {
    expect(reading(100 * MB, 400e3, 1 / 400e3).made).toEqual([]);
  });

  it('makes a few of a large file, each of twice as much at least, within its share of the time', () => {
    const { made, share } = reading(1000 * MB, 400e3, 1 / 400e3);
    expect(made.length).toBeGreaterThan(1);
    made.slice(1).forEach((bytes, k) => expect(bytes).toBeGreaterThanOrEqual(2 * made[k]!));
    expect(share).toBeLessThan(0.15);
  });

  it('keeps within its share where explaining is far slower than reading', () => {
    expect(reading(3000 * MB, 500e3, 10 / 500e3).share).toBeLessThan(0.2);
  });
});

/** A file on a slow disk. */
class SlowBlob extends Blob {
  override slice(start?: number, end?: number): Blob {
    const part = super.slice(start, end);
    const bytes = part.arrayBuffer.bind(part);
    part.arrayBuffer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 120));
      return bytes();
    };
    return part;
  }
}

describe('what was read so far', () => {
  it('is shown while the rest is read, is a part of the whole, and leaves the engine with the whole', async () => {
    const [head = '', list = ''] = (await warmTrace().text()).split('"traceEvents": [');
    const events = list.replace(/\n?\]\}$/, '');
    const text = `${head}"traceEvents":[${Array.from({ length: 3 }, () => events).join(',')}]}`;
    const engine = createEngine();
    const sources = [{ kind: 'blob', name: 'slow', blob: new SlowBlob([text]) }] as const;
    const signal = new AbortController().signal;
    const parts: EngineReply[] = [];
    let last: EngineReply | undefined;
    for await (const reply of engine.run({ kind: 'open', id: 1, sources, soFar: true }, signal)) {
      last = reply;
      if (reply.kind !== 'progress' || reply.soFar === undefined) continue;
      const { message, transfer } = packReply(reply);
      parts.push(structuredClone(message, { transfer }));
      const asked = engine.run({ kind: 'arguments', id: 2, file: 0, ...placeOf(parts.at(-1)!) }, signal);
      for await (const answer of asked)
        expect(answer).toMatchObject({ kind: 'arguments', text: expect.stringContaining('"ph": "X"') });
      for await (const answer of engine.run({ kind: 'prepare', id: 3 }, signal)) {
        expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
      }
    }
    if (last?.kind !== 'opened') throw new Error(JSON.stringify(last));
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      if (part.kind !== 'progress') continue;
      const { timeline, lanes } = part.soFar!;
      expect(timeline.files.map((file) => file.fingerprint)).toEqual(
        last.opened.timeline.files.map((f) => f.fingerprint),
      );
      expect(timeline.events.length).toBeGreaterThan(0);
      expect(timeline.events.length).toBeLessThan(last.opened.timeline.events.length);
      expect(lanes.length).toBeGreaterThan(0);
      const whole = new Set(last.opened.timeline.events.offset);
      expect(timeline.events.offset.every((offset) => whole.has(offset))).toBe(true);
    }
    for await (const answer of engine.run({ kind: 'prepare', id: 4 }, signal)) {
      expect(answer).toMatchObject({ kind: 'replay-ready' });
    }
  });
});

function placeOf(reply: EngineReply): { readonly offset: number; readonly byteLength: number } {
  if (reply.kind !== 'progress' || reply.soFar === undefined) throw new Error(reply.kind);
  const { offset, byteLength } = reply.soFar.timeline.events;
  return { offset: offset[0]!, byteLength: byteLength[0]! };
}

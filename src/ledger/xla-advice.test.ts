import { expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { FINDING_KINDS } from './finding-kinds.ts';
import { buildFindings } from './findings.ts';
import { kindInItsWords } from './xla-advice.ts';

/** Words that only PyTorch has. */
const TORCH =
  /torch|DataLoader|num_workers|non_blocking|pin_memory|DistributedDataParallel|FSDP|with_stack|record_function|zero_grad|cuda_sync rows|schedule\(|ProfilerActivity/i;

it('advice on a run of JAX or TensorFlow is in their words', () => {
  const texts = FINDING_KINDS.map((kind) => kindInItsWords(kind, 'JAX/XLA')).flatMap(({ id, advice, raise }) =>
    [advice, raise].map((text) => `${id}: ${text}`),
  );
  expect(texts.filter((text) => TORCH.test(text))).toEqual([]);
});

it('advice goes by the format of the trace', () => {
  const drawn = timelineOf(`
    r0 step    |.........|.........|.........
    r0 main    DDDL......DDDL......DDDL......
    r0 stream7 .....KKKKK.....KKKKK.....KKKKK
  `);
  const adviceOn = (format: string): string => {
    const timeline = { ...drawn, format };
    const [first] = buildFindings({ timeline, ledger: buildLedger(timeline), gate: undefined, levers: [], rank: 0 });
    return inEnglish(first!.advice);
  };
  expect(adviceOn('PyTorch/Kineto')).toContain('num_workers');
  expect(adviceOn('TensorFlow 2 profiler')).toContain('tf.data');
  expect(adviceOn('JAX/XLA')).toBe(adviceOn('TensorFlow 2 profiler'));
});

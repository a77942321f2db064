import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { collectiveLedger, collectiveTimeline } from '../test/collective-run.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { type GateFacts, type LeverFacts } from './lever-facts.ts';
import { buildVerdict, type Verdict } from './verdict.ts';

const LOADER_BOUND = `
  r0 step    |.........|.........|.........
  r0 main    DDDL......DDDL......DDDL......
  r0 stream7 ....KKKKKK....KKKKKK....KKKKKK
`;

function verdictOf(drawing: string, levers: readonly LeverFacts[] = [], gate?: GateFacts): Verdict {
  const timeline = timelineOf(drawing);
  return buildVerdict({ timeline, ledger: buildLedger(timeline), gate, levers, rank: 0 });
}
const lever = (key: string, removedStepUs: number): LeverFacts => ({
  key,
  label: key,
  classes: [],
  available: true,
  reason: undefined,
  removedStepUs,
});
const say = (verdict: Verdict, id: string): string | undefined =>
  verdict.sentences
    .filter((sentence) => sentence.id === id)
    .map(({ text }) => inEnglish(text).replaceAll('\u202f', ' '))[0];
const unknowns = (verdict: Verdict): readonly string[] => verdict.cannotTell.map((row) => row.id);

describe('buildVerdict', () => {
  it('says the step time, what the device computes, and the largest stall with its share', () => {
    const verdict = verdictOf(LOADER_BOUND);
    expect(say(verdict, 'step-time')).toBe('A step takes 10.0 ms: the median of 3 steps, from 10.0 ms to 10.0 ms.');
    expect(say(verdict, 'compute')).toBe('The device computes during 60 % of the step (6.00 ms).');
    expect(say(verdict, 'largest-stall')).toBe('The largest stall is data loading: 3.00 ms a step, 30 % of the time.');
    expect(verdict.largestStall).toBe('data');
  });

  it('says where a stall lies when one step holds most of it', () => {
    const verdict = verdictOf(`
      r0 step    |.............|...|...
      r0 main    AAAAAAAAAAL...L...L...
      r0 stream7 ...........KKK.KKK.KKK
    `);
    expect(say(verdict, 'largest-stall')).toContain('100 % of it lies in one step, ProfilerStep#0');
  });

  it.each([
    ['DDDL......', 'HIGHLY'],
    ['DL........', 'MODERATELY'],
    ['L.........', 'NOT'],
  ])('%s is %s input-bound', (main, level) => {
    const start = main.indexOf('L') + 1;
    const verdict = verdictOf(`
      r0 step    |.........
      r0 main    ${main}
      r0 stream7 ${'.'.repeat(start)}${'K'.repeat(10 - start)}
    `);
    expect(verdict.inputBound).toBe(level);
    expect(say(verdict, 'input-bound')).toContain(`${level} input-bound`);
  });

  it('says what the replay gains, and both numbers where exposed is not blocking', () => {
    const same = verdictOf(LOADER_BOUND, [lever('data', 7000)]);
    expect(say(same, 'gain')).toBe(
      'Without data loading a step would take about 7.00 ms, 1.43 times as fast, says the replay.',
    );
    expect(say(same, 'exposed-not-blocking')).toBeUndefined();
    const less = verdictOf(LOADER_BOUND, [lever('data', 9000)]);
    expect(say(less, 'exposed-not-blocking')).toBe(
      'Exposed is not blocking: 3.00 ms a step is exposed, but removing it gains 1.00 ms.',
    );
  });

  it('tells the mean beside the median where they differ, and compares like with like', () => {
    const drawing = `
      r0 step    |...|...|...........
      r0 main    DDL.DDL.DDDDDDDDDDL.
      r0 stream7 ...K...K...........K
    `;
    const removedStepsUs = Float64Array.of(2000, 2000, 2000);
    const verdict = verdictOf(drawing, [{ ...lever('data', 2000), removedStepsUs }]);
    expect(say(verdict, 'step-time')).toBe(
      'A step takes 4.00 ms: the median of 3 steps, from 4.00 ms to 12.0 ms; their mean is 6.67 ms.',
    );
    expect(say(verdict, 'gain')).toBe(
      'Without data loading the average step would take about 2.00 ms, 3.33 times as fast, says the replay.',
    );
    expect(say(verdict, 'exposed-not-blocking')).toBeUndefined();
    expect(verdict.findings.find(({ class: key }) => key === 'data')).toMatchObject({ gainUs: 14_000 / 3 });
  });

  it('does not call a run without loader calls and with much untraced time free of waits for input', () => {
    const timeline = timelineOf('r0 step |..........|..........\nr0 main ........OO.........OO');
    const verdict = buildVerdict({ timeline, ledger: buildLedger(timeline), gate: undefined, levers: [], rank: 0 });
    expect(verdict.inputBound).toBe('UNKNOWN');
    expect(say(verdict, 'input-bound')).toContain('no data-loading call is in the trace');
  });

  it('takes the gain of the rank it speaks of, and no full stop twice', () => {
    const two = LOADER_BOUND + LOADER_BOUND.replaceAll('r0', 'r1');
    const timeline = timelineOf(two);
    const removedStepsUs = Float64Array.of(7000, 7000, 7000, 8000, 8000, 8000);
    const gate: GateFacts = {
      identityErrorUs: 0,
      explainedErrorPercent: -20,
      trust: 'locked',
      reason: 'It only indicates.',
    };
    const verdict = (levers: readonly LeverFacts[], trust: GateFacts['trust']): Verdict =>
      buildVerdict({ timeline, ledger: buildLedger(timeline), gate: { ...gate, trust }, levers, rank: 1 });
    expect(say(verdict([{ ...lever('data', 7000), removedStepsUs }], 'amber'), 'gain')).toContain('about 8.00 ms');
    expect(say(verdict([lever('data', 7000)], 'amber'), 'gain')).toBeUndefined();
    expect(say(verdict([], 'locked'), 'replay-trust')).toBe(
      'Predictions for this run are only a hint: It only indicates.',
    );
    expect(say(verdict([], 'green'), 'step-time')).toMatch(/^Rank 1: /);
  });

  it('promises nothing where the replay is locked, and no gain where there is none to speak of', () => {
    const gate: GateFacts = { identityErrorUs: 0, explainedErrorPercent: -50, trust: 'locked', reason: 'No.' };
    expect(say(verdictOf(LOADER_BOUND, [lever('data', 7000)], gate), 'gain')).toBeUndefined();
    const stepUs = verdictOf(LOADER_BOUND).sentences.find(({ id }) => id === 'step-time')!.numbers.medianStepUs!;
    const flat = verdictOf(LOADER_BOUND, [lever('data', stepUs)]);
    expect(say(flat, 'gain')).toBeUndefined();
    expect(say(flat, 'exposed-not-blocking')).toContain('something else binds');
  });

  it('says transfer where waiting for ranks would stay', () => {
    const timeline = collectiveTimeline({ arrivals: [[1000, 6000]], transferUs: [2000] });
    const ledger = collectiveLedger(timeline);
    const verdict = buildVerdict({
      timeline,
      ledger,
      gate: undefined,
      levers: [lever('communication', 6000)],
      rank: 0,
    });
    expect(say(verdict, 'gain')).toBe(
      'Without transfer a step would take about 6.00 ms, 1.33 times as fast, says the replay.',
    );
    expect(say(verdict, 'exposed-not-blocking')).toBeUndefined();
  });

  it('is silent on gains where no lever acts on the largest stall', () => {
    expect(say(verdictOf(LOADER_BOUND, [lever('communication', 5000)]), 'gain')).toBeUndefined();
    expect(say(verdictOf(LOADER_BOUND, [{ ...lever('data', 7000), available: false }]), 'gain')).toBeUndefined();
  });

  it('passes on how far the replay can be believed', () => {
    const gate: GateFacts = {
      identityErrorUs: 0,
      explainedErrorPercent: -12,
      trust: 'locked',
      reason: 'too much is unexplained',
    };
    expect(say(verdictOf(LOADER_BOUND, [], gate), 'replay-trust')).toContain('too much is unexplained');
    expect(
      say(verdictOf(LOADER_BOUND, [], { ...gate, explainedErrorPercent: -1.3, trust: 'green' }), 'replay-trust'),
    ).toBe('With unexplained delays dropped, the replay is 1.3 % off the measured step.');
  });
});

describe('what the trace cannot tell', () => {
  it('nothing is asked of a complete trace but what loaders do inside', () => {
    expect(unknowns(verdictOf(LOADER_BOUND))).toEqual(['inside-loader']);
  });

  it('no device work', () => {
    const verdict = verdictOf('r0 step |...|...|...\nr0 main OOO.OOO.OOO.');
    expect(unknowns(verdict)).toContain('no-device');
    expect(say(verdict, 'compute')).toContain('the main thread computes');
  });

  it('no launches', () => {
    const timeline = timelineOf(LOADER_BOUND, { launches: 'none' });
    const verdict = buildVerdict({ timeline, ledger: buildLedger(timeline), gate: undefined, levers: [], rank: 0 });
    expect(unknowns(verdict)).toContain('no-launches');
    expect(verdict.largestStall).toBe('data');
  });

  it('no host at all', () => {
    expect(unknowns(verdictOf('r0 stream7 .KK.KK'))).toContain('no-host');
  });

  it('no step markers, or few steps', () => {
    const bare = verdictOf('r0 main L....\nr0 stream7 .KKKK');
    expect(unknowns(bare)).toContain('no-steps');
    expect(say(bare, 'step-time')).toContain('No steps are marked');
    expect(unknowns(verdictOf('r0 step |....\nr0 main L....\nr0 stream7 .KKKK'))).toContain('few-steps');
  });

  it('one rank of several with communication', () => {
    const one = `
      r0 step    |....|....|....
      r0 main    L....L....L....
      r0 stream9 .NNNN.NNNN.NNNN
    `;
    expect(unknowns(verdictOf(one))).toEqual(['one-rank', 'no-sizes']);
    expect(unknowns(verdictOf(one + one.replaceAll('r0', 'r1')))).toEqual(['no-sizes']);
  });

  it('time that nothing names', () => {
    expect(unknowns(verdictOf('r0 step |....\nr0 main ..L..\nr0 stream7 ...KK'))).toContain('untraced-host');
  });
});

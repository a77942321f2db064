import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { microRun } from '../test/micro-run.ts';
import { buildGraph } from './build-graph.ts';
import { gateOf } from './gate.ts';

function gateOfRun(text: string): { readonly trust: string; readonly reason: string } {
  const timeline = microRun(text);
  const { trust, reason } = gateOf(buildGraph(timeline, buildLedger(timeline)));
  return { trust, reason: inEnglish(reason) };
}

const STEPS = [0, 1, 2, 3];
const behind = (us: number): string => `
  r0 main     ${STEPS.map((k) => `launch${k}@${10_000 * k}+9999>k${k}`).join(' ')}
  r0 stream7  ${STEPS.map((k) => `k${k}@${(10_000 + us) * k + 10}+${10_000 + us}`).join(' ')}
  r0 steps    ${STEPS.map((k) => 10_000 * k).join(' ')} 40000`;

describe('the gate names what its verdict rests on', () => {
  it('a device that falls behind locks, whatever the dependencies explain', () => {
    const { trust, reason } = gateOfRun(behind(2000));
    expect(trust).toBe('locked');
    expect(reason).toMatch(/^The device falls 2\.0 ms further behind .*: the sliders only indicate\. The dependencies/);
    expect(reason).toContain('explain the step to within 0.0 %.');
  });

  it('by little: rough', () => {
    const { trust, reason } = gateOfRun(behind(500));
    expect(trust).toBe('amber');
    expect(reason).toMatch(/^The device falls 0\.5 ms .*: read predictions as rough\. /);
    expect(gateOfRun(behind(0)).trust).toBe('green');
  });

  it('of several ranks the worst speaks, and is named', () => {
    const fine = behind(0);
    const { trust, reason } = gateOfRun(`${fine}\n${behind(2000).replaceAll('r0', 'r1')}`);
    expect(trust).toBe('locked');
    expect(reason).toMatch(
      /^The device falls 2\.0 ms .*: the sliders only indicate\. That is rank 1, the worst of 2\./,
    );
    expect(gateOfRun(`${fine}\n${fine.replaceAll('r0', 'r1')}`).trust).toBe('green');

    const begins = (rank: number, us: number): string => `
      r${rank} main     launch0@0+1>k0 sync1@1+60009
      r${rank} stream7  k0@${us}+${60_000 - us}
      r${rank} steps    0 60010`;
    expect(gateOfRun(begins(0, 10)).trust).toBe('green');
    const late = gateOfRun(`${begins(0, 10)}\n${begins(1, 50_000)}`);
    expect(late.trust).toBe('locked');
    expect(late.reason).toMatch(/unexplained: the sliders only indicate\. That is rank 1, the worst of 2\./);
  });

  it('work whose launch is not recorded', () => {
    const run = (launched: string): string => `
      r0 main     launch0@0+1${launched}
      r0 stream7  k0@10+10 k1@20+10 k2@30+10
      r0 steps    0 40`;
    expect(gateOfRun(run('>k0,k1'))).toEqual({
      trust: 'amber',
      reason:
        'The launch of 1 of 3 pieces of device work is not in the trace: read predictions as rough. The dependencies in the trace explain the step to within 0.0 %.',
    });
    expect(gateOfRun(run('>k0')).reason).toMatch(/^The launch of 2 of 3 .*: the sliders only indicate\./);
  });

  it('a stream that is busy with what was launched before the trace began', () => {
    const { trust, reason } = gateOfRun(`
      r0 main     launch0@0+1>k0 sync1@1+60009
      r0 stream7  k0@50000+10000
      r0 steps    0 60010`);
    expect(trust).toBe('locked');
    expect(reason).toMatch(/A stream begins its first recorded work 49\.9 ms after the launch: what it did before/);
  });
});

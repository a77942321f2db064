import { describe, expect, it } from 'vitest';
import { openedForTests, replayedForTests } from './opened-for-tests.ts';
import { printText } from './print-text.ts';
import { reportOf } from './report.ts';

const opened = openedForTests();
const plainText = { verdict: ['The device waits.'], cannotTell: ['Why it waits: no host.'], colour: false };

describe('printText', () => {
  it('prints one rank', () => {
    expect(`\n${printText(reportOf(opened, replayedForTests(), 0), plainText)}\n`).toBe(`
rank4.json (0.0 MB)
rank6.json (0.0 MB)
PyTorch profiler (Kineto), 12 events, 2 ranks

The device waits.

Where the step goes: median 110.00 ms, mean 110.00 ms, 2 steps
class         ms per step    share
Compute             60.00   54.5 %
Data loading        50.00   45.5 %
Sum                110.00  100.0 %

Steps of rank 4, ms
step             start  duration  Compute  Data loading  other
ProfilerStep#1    0.00    100.00    60.00         40.00   0.00
ProfilerStep#2  100.00    120.00    60.00         60.00   0.00

What was odd
events without an end

What this trace cannot tell
Why it waits: no host.

Replay
The unchanged run replays within 0.250 us.
With every unexplained delay dropped the step time is off by -1.5 % (green).
Well explained.

What if
Data loading: cost removed
Median step of rank 4: 110.00 ms measured, 65.00 ms predicted, speed-up 1.692x
`);
  });

  it('prints a table per rank', () => {
    const text = printText(reportOf(opened), plainText);
    expect(text).toContain('Where the step goes of rank 4');
    expect(text).toContain('Where the step goes of rank 6');
    expect(text).toContain('Steps of rank 6');
  });

  it('stays within 100 columns and lets no control character through, whatever the names', () => {
    const hostile = `\u001b[31m${'kernel<float> '.repeat(40)}\u202e\u0007`;
    const timeline = {
      ...opened.timeline,
      format: hostile,
      files: opened.timeline.files.map((file) => ({ ...file, name: hostile })),
      steps: opened.timeline.steps.map((step) => ({ ...step, name: hostile.replaceAll(' ', '') })),
      diagnostics: [{ code: 'x', count: 1, message: hostile }],
    };
    const text = printText(reportOf({ ...opened, timeline }), plainText);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('is bold only where colour is wanted', () => {
    expect(printText(reportOf(opened), plainText)).not.toContain('\u001b');
    expect(printText(reportOf(opened), { ...plainText, colour: true })).toContain('\u001b[1mReplay\u001b[0m');
  });

  it('leaves steps beyond forty to --json, and says so', () => {
    const report = reportOf(opened, undefined, 0);
    const first = report.steps[0]!;
    const steps = Array.from({ length: 43 }, (_, index) => ({ ...first, name: `step ${index}` }));
    const text = printText({ ...report, steps }, plainText);
    expect(text).toContain('step 39 ');
    expect(text).not.toContain('step 40 ');
    expect(text).toContain('and 3 more steps (--json lists all)');
  });
});

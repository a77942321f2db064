import { describe, expect, it } from 'vitest';
import { openedForTests, replayedForTests } from './opened-for-tests.ts';
import { printMarkdown } from './print-markdown.ts';
import { reportOf } from './report.ts';

const words = { verdict: ['The device waits.'], cannotTell: ['Why it waits: no host.'] };
const opened = openedForTests();

describe('printMarkdown', () => {
  it('prints one rank', () => {
    expect(`\n${printMarkdown(reportOf(opened, replayedForTests(), 0), words)}\n`).toBe(`
# Where the step goes

rank4.json, rank6.json: PyTorch profiler (Kineto), 12 events, 2 ranks

- The device waits.

## Ledger

Median step 110.00 ms, mean 110.00 ms, 2 steps (ProfilerStep markers).

| class | ms per step | share |
| --- | ---: | ---: |
| Compute | 60.00 | 54.5 % |
| Data loading | 50.00 | 45.5 % |
| **Sum** | 110.00 | 100.0 % |

## What this trace cannot tell

- Why it waits: no host.

## What was odd

- events without an end

## Replay

With every unexplained delay dropped the step time is off by -1.5 % (green). Well explained.

## What if

- Data loading: cost removed
- Median step of rank 4: 110.00 ms measured, 65.00 ms predicted, speed-up 1.692x
`);
  });

  it('lets nothing in a name act as Markdown or HTML', () => {
    const name = '<img src=x onerror=alert(1)>|[a](javascript:b)`\u001b[31m\n# head @someone';
    const timeline = {
      ...opened.timeline,
      files: opened.timeline.files.map((file) => ({ ...file, name })),
      diagnostics: [{ code: 'x', count: 1, message: name }],
    };
    const text = printMarkdown(reportOf({ ...opened, timeline }), words);
    expect(text).toContain('\\<img src=x');
    expect(text).not.toMatch(/(^|[^\\])[<`]/);
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/\n# head|[^\\]@someone/);
  });
});

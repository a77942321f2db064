import { type Page } from '@playwright/test';

/** A task of the page's main thread that the browser itself calls long: over 50 ms from its beginning to its end. */
export interface LongTask {
  /** Since the file was chosen. */
  readonly startMs: number;
  readonly wallMs: number;
  /** For how long of it the thread had a processor. The rest it waited, for a busy machine as a rule. */
  readonly processorMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/**
 * Watches the main thread of a page while `open` chooses a file and waits for what it waits for: the long tasks that a
 * PerformanceObserver of the page was told of, each with its processor time from the browser's own trace.
 */
export async function longTasks(page: Page, open: () => Promise<void>): Promise<readonly LongTask[]> {
  await page.evaluate(() => {
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        performance.mark('test:task', { startTime, detail: duration });
      }
    }).observe({ entryTypes: ['longtask'] });
  });
  const browser = page.context().browser();
  if (browser === null) throw new Error('no browser');
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] } });
  await open();
  await page.waitForTimeout(300); // The observer is told a moment later.
  const told = await page.evaluate(() => ({
    dropped: performance.getEntriesByName('whystall:dropped').at(-1)?.startTime ?? Number.NaN,
    tasks: performance
      .getEntriesByName('test:task')
      .map((mark) => ({ start: mark.startTime, wallMs: Number((mark as PerformanceMark).detail) })),
  }));
  const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await done;
  await session.detach();
  const dropped = events.filter(({ name }) => name === 'whystall:dropped').at(-1);
  if (dropped === undefined) throw new Error('no file was chosen');
  const onThread = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === dropped.pid && tid === dropped.tid);
  const since = ({ ts }: TraceEvent): number => (ts - dropped.ts) / 1000;
  /** Of the longest slice that begins within a millisecond of the task: that is the task itself. */
  const processorMs = (startMs: number): number =>
    Math.max(0, ...onThread.filter((event) => Math.abs(since(event) - startMs) < 1).map(({ tdur = 0 }) => tdur / 1000));
  return told.tasks
    .map(({ start, wallMs }) => ({ startMs: start - told.dropped, wallMs }))
    .map((task) => ({ ...task, processorMs: processorMs(task.startMs) }));
}

import { chromium, type Page } from '@playwright/test';
import { rendererPeakMb, watchPrivateMb } from './renderer-memory.ts';

export interface PageRun {
  /** From the choice of the file to the mark `whystall:complete`, and to the first picture, milliseconds. */
  readonly completeMs: number;
  readonly firstPictureMs: number | undefined;
  readonly peakMb: number;
  /** Of that, what is the renderer's own. */
  readonly privateMb: number;
  /** Longest task of the main thread, milliseconds; 0 where none took 50. */
  readonly longestTaskMs: number;
}

export type PageOutcome = PageRun | { readonly failed: string };

const ARGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** What a person needs to choose a file: the page has started its worker meanwhile. The bare page is given the same time. */
const BEFORE_CHOICE_MS = 1500;
const LOOK_MS = 100;

/** Names the file to the browser itself: what drives it would first copy the file, through the same machine. */
async function chooseFile(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input[type=file]' });
  await session.send('DOM.setFileInputFiles', { nodeId, files: [path] });
  await session.detach();
}

/**
 * Whether the page ends within the limit. Asked before the file is chosen, and looked after by a slow timer in the page: what Playwright
 * waits with compiles a script of its own and draws every frame, on the cores that are measured.
 */
const endOf = (page: Page, limitMs: number): Promise<boolean> =>
  page.evaluate(
    ([limit, every]) =>
      new Promise<boolean>((resolve) => {
        const until = performance.now() + limit;
        const timer = setInterval(() => {
          const isEnd = performance.getEntriesByName('whystall:complete').length > 0 || 'failed' in window;
          if (!isEnd && performance.now() < until) return;
          clearInterval(timer);
          resolve(isEnd);
        }, every);
      }),
    [limitMs, LOOK_MS] as const,
  );

/** Opens `path` in the page at `url`, in a browser of its own: its peak of memory is that of this one file. */
export async function measurePage(
  executable: string,
  url: string,
  path: string,
  limitMs: number,
): Promise<PageOutcome> {
  const server = await chromium.launchServer({ executablePath: executable, args: ARGS });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const crashed = new Promise<PageOutcome>((resolve) => page.on('crash', () => resolve({ failed: 'the tab died' })));
    await page.goto(url);
    await page.evaluate(() => {
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) performance.mark('bench:task', { detail: duration });
      }).observe({ entryTypes: ['longtask'] });
    });
    const chosen = (async (): Promise<PageOutcome> => {
      const ended = endOf(page, limitMs);
      await page.waitForTimeout(BEFORE_CHOICE_MS);
      const memory = watchPrivateMb(server.process().pid ?? 0);
      await chooseFile(page, path);
      if (!(await ended)) return { failed: `nothing after ${limitMs / 1000} s` };
      // Long tasks are told a moment after they end.
      await page.waitForTimeout(300);
      // No named functions in here: the compiler would call a helper that the page does not have.
      const run = await page.evaluate(() => ({
        failed: 'failed' in window ? String(window.failed) : undefined,
        dropped: performance.getEntriesByName('whystall:dropped').at(-1)?.startTime ?? 0,
        first: performance.getEntriesByName('whystall:first-picture').at(-1)?.startTime,
        complete: performance.getEntriesByName('whystall:complete').at(-1)?.startTime ?? 0,
        tasks: performance.getEntriesByName('bench:task').map((mark) => Number((mark as PerformanceMark).detail)),
      }));
      const privateMb = memory.stop();
      if (run.failed !== undefined) return { failed: run.failed };
      return {
        completeMs: run.complete - run.dropped,
        firstPictureMs: run.first === undefined ? undefined : run.first - run.dropped,
        peakMb: rendererPeakMb(server.process().pid ?? 0),
        privateMb,
        longestTaskMs: Math.max(0, ...run.tasks),
      };
    })().catch((error: unknown): PageOutcome => ({ failed: String(error).split('\n', 1)[0] ?? '' }));
    return await Promise.race([chosen, crashed]);
  } finally {
    await server.close();
  }
}

import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { panels, slider, traceIsOpen, watchForTrouble } from './helpers.ts';

const OPENINGS = 10;
/** By their turns two examples: what the page holds of one must be let go for the other. Each has more than a megabyte behind its columns, in page and worker. */
const EXAMPLES = ['data-bound', 'launch-bound'] as const;
/** What eight more openings may add. The columns of one trace kept are more, or one screen; code that is still compiled takes most of the heap bytes. */
const MOST_MORE = { behindBytes: 300_000, heapBytes: 4_000_000, nodes: 400, listeners: 150 } as const;

interface Held {
  /** Behind typed arrays. */
  readonly behindBytes: number;
  readonly heapBytes: number;
}

interface HeldByAll {
  readonly page: Held & { readonly nodes: number; readonly listeners: number };
  readonly worker: Held;
}

type Ask = (method: 'HeapProfiler.collectGarbage' | 'Runtime.getHeapUsage') => Promise<unknown>;

/** Speaks with the engine's worker through the page's session. Call before the page loads. */
async function engineWorker(session: CDPSession): Promise<Ask> {
  let worker: string | undefined;
  let asked = 0;
  const answers = new Map<number, (result: unknown) => void>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.url.includes('engine.worker')) worker = sessionId;
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result: unknown };
    answers.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return (method) =>
    new Promise((resolve) => {
      if (worker === undefined) throw new Error('The page has no worker.');
      answers.set(++asked, resolve);
      void session.send('Target.sendMessageToTarget', {
        sessionId: worker,
        message: JSON.stringify({ id: asked, method }),
      });
    });
}

function heldIn(usage: unknown): Held {
  const { usedSize, backingStorageSize } = usage as { usedSize: number; backingStorageSize: number };
  return { behindBytes: backingStorageSize, heapBytes: usedSize };
}

/** What page and worker hold once all garbage is collected. */
async function held(session: CDPSession, ask: Ask): Promise<HeldByAll> {
  await ask('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return {
    page: { ...heldIn(await session.send('Runtime.getHeapUsage')), nodes, listeners: jsEventListeners },
    worker: heldIn(await ask('Runtime.getHeapUsage')),
  };
}

async function openExample(page: Page, id: string): Promise<void> {
  await page.evaluate((hash) => {
    performance.clearMarks();
    location.hash = hash;
  }, `#ex=${id}`);
  await traceIsOpen(page);
  await expect(panels(page).whatIf).not.toContainText('Preparing the replay');
  await expect(slider(page, 'Data loading')).toBeVisible();
}

test('ten traces, one after the other, leave no more behind than two', async ({ page }) => {
  test.setTimeout(180_000);
  const trouble = watchForTrouble(page);
  const session = await page.context().newCDPSession(page);
  const ask = await engineWorker(session);
  await page.goto('/');
  const after: HeldByAll[] = [];
  for (let k = 0; k < OPENINGS; k++) {
    await openExample(page, EXAMPLES[k % EXAMPLES.length] ?? '');
    after.push(await held(session, ask));
  }
  const told = JSON.stringify(after, undefined, 1);
  const [first, last] = [after[1], after.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing was opened');
  for (const what of ['behindBytes', 'heapBytes', 'nodes', 'listeners'] as const)
    expect.soft(last.page[what] - first.page[what], `page: ${what}\n${told}`).toBeLessThan(MOST_MORE[what]);
  for (const what of ['behindBytes', 'heapBytes'] as const)
    expect.soft(last.worker[what] - first.worker[what], `worker: ${what}\n${told}`).toBeLessThan(MOST_MORE[what]);
  expect(trouble.found).toEqual([]);
});

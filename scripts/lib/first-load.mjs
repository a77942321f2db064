import { gzipSync } from 'node:zlib';

/** Runs before the page: notes what it does while it loads. */
function watch() {
  const seen = { lcp: 0, shift: 0, tasks: [], idle: 0, loaded: [] };
  globalThis.firstLoad = seen;
  const observe = (type, note) => {
    try {
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    } catch {
      // A browser that does not tell of this.
    }
  };
  observe('largest-contentful-paint', ({ startTime }) => (seen.lcp = startTime));
  observe('layout-shift', ({ value, hadRecentInput }) => (seen.shift += hadRecentInput ? 0 : value));
  observe('longtask', ({ startTime, duration }) => seen.tasks.push([startTime, startTime + duration]));
  const look = () => {
    if (document.querySelector('main button') === null) return setTimeout(look, 4);
    // The first moment at which the main thread would serve a click on what is there.
    requestAnimationFrame(() =>
      setTimeout(() => {
        seen.loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
        seen.idle = performance.now();
      }),
    );
  };
  look();
}

/** Milliseconds for which tasks of the main thread kept a click waiting longer than 50 ms, until the page stands still. */
const blockingOf = (tasks) => tasks.reduce((sum, [start, end]) => sum + Math.max(0, end - start - 50), 0);

/**
 * A first visit to the page at `url` in a fresh browser context: when it is painted and answers (ms since navigation), how long it blocks, how far it
 * shifts, and what it loads (bytes as a host that packs would send them). `quietMs`: how long to watch after it has answered.
 */
export async function measureFirstLoad(browser, url, quietMs = 1200) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const problems = [];
  const files = [];
  page.on('pageerror', ({ message }) => problems.push(`threw ${message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`logged ${message.text()}`);
  });
  page.on('response', (response) => files.push(fileOf(response)));
  await page.addInitScript(watch);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.firstLoad.idle > 0);
  await page.waitForTimeout(quietMs);
  const seen = await page.evaluate(() => ({
    ...globalThis.firstLoad,
    fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  }));
  const before = seen.tasks.filter(([start]) => start <= seen.idle);
  const facts = await pageFacts(page);
  const loaded = await Promise.all(files);
  const isFirst = ({ path, kind }) => kind === 'document' || seen.loaded.includes(path);
  const here = loaded.filter(({ status }) => status < 400);
  await context.close();
  return {
    fcp: seen.fcp,
    lcp: seen.lcp,
    interactive: Math.max(seen.fcp, seen.idle, ...before.map(([, end]) => end)),
    blocking: blockingOf(seen.tasks.filter(([, end]) => end > seen.fcp)),
    shift: seen.shift,
    files: here.filter(isFirst),
    later: here.filter((file) => !isFirst(file)),
    problems: [...problems, ...loaded.flatMap(({ path, status }) => (status < 400 ? [] : [`missing ${path}`]))],
    facts,
  };
}

const KINDS = {
  '.html': 'document',
  '.js': 'script',
  '.css': 'style',
  '.woff2': 'font',
  '.svg': 'image',
  '.png': 'image',
};

async function fileOf(response) {
  const path = new URL(response.url()).pathname;
  const kind = /worker/.test(path) ? 'worker' : (KINDS[/\.\w+$/.exec(path)?.[0] ?? '.html'] ?? 'other');
  const body = await response.body().catch(() => Buffer.alloc(0));
  const packs = kind !== 'font' && kind !== 'image';
  return { path, kind, status: response.status(), bytes: packs ? gzipSync(body, { level: 9 }).length : body.length };
}

/** What search engines, shared links, assistive software and phones ask of a document, as checks by name: true where it holds. */
export const pageFacts = (page) =>
  page.evaluate(() => {
    const content = (selector) => document.querySelector(selector)?.getAttribute('content') ?? '';
    const headings = [...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName.slice(1)));
    const named = (element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() !== '';
    return {
      'a doctype': document.doctype?.name === 'html',
      'UTF-8': document.characterSet === 'UTF-8',
      'a language': /^[a-z]{2}/.test(document.documentElement.lang),
      'a title of 10 to 70 characters': document.title.length >= 10 && document.title.length <= 70,
      'a description of 50 to 200 characters':
        content('meta[name=description]').length >= 50 && content('meta[name=description]').length <= 200,
      'a viewport that can be zoomed':
        /width=device-width/.test(content('meta[name=viewport]')) &&
        !/user-scalable=no|maximum-scale/.test(content('meta[name=viewport]')),
      'an icon': document.querySelector('link[rel=icon]') !== null,
      'a colour for both themes': document.querySelectorAll('meta[name=theme-color]').length === 2,
      'open to search engines': !/noindex/.test(content('meta[name=robots]')),
      'words without JavaScript': document.querySelector('noscript') !== null,
      'one h1, no level left out':
        headings.filter((level) => level === 1).length === 1 &&
        headings.every((level, place) => level - (headings[place - 1] ?? 0) <= 1),
      'a name for every button and link': [...document.querySelectorAll('button, a')].every(named),
      'a text for every image': [...document.querySelectorAll('img')].every((image) => image.hasAttribute('alt')),
      'sizes for every image': [...document.querySelectorAll('img')].every(({ clientWidth }) => clientWidth > 0),
      'one main': document.querySelectorAll('main').length === 1,
      'no script of another host': [...document.scripts].every(
        ({ src }) => src === '' || new URL(src).host === location.host,
      ),
      'nothing stored before it is asked for': document.cookie === '' && localStorage.length === 0,
    };
  });

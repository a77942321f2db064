/**
 * What the hosted page may do: run scripts and workers of its own files, none that stand in the document, and fetch what a user asks
 * for. A trace can lie anywhere, so that any address may be fetched. React Aria puts a style of its own into the page. Nothing here
 * evaluates text; tools that drive a browser do (`waitForFunction` of Playwright), and teams test their links with them.
 */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self' 'unsafe-eval'`,
  `worker-src 'self' blob:`,
  `connect-src 'self' https: http:`,
  `img-src 'self' data: blob:`,
  `font-src 'self' data:`,
  `style-src 'self' 'unsafe-inline'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ');

/** Gives the built page its Content-Security-Policy; `npm run dev` needs scripts in the page, and does without. */
export const policyPlugin = () => ({
  name: 'whystall:policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
    { tag: 'meta', attrs: { name: 'referrer', content: 'no-referrer' }, injectTo: 'head-prepend' },
  ],
});

// The import table of the house, as data. eslint.config.js turns each row into lint rules;
// a unit test checks that ARCHITECTURE.md prints the same table.

/** Rooms under src/: what each may import, what it may import only as types, and which packages it may use. */
export const ROOMS = {
  base: { holds: 'units, Result, failure, intervals, binary search, number formats', may: [], types: [], packages: [] },
  ingest: { holds: 'bytes to EventColumns', may: ['base'], types: [], packages: ['fflate', 'fzstd'] },
  model: { holds: 'columns to Timeline', may: ['base'], types: ['ingest'], packages: [] },
  ledger: { holds: 'Timeline to the stall ledger', may: ['base', 'model'], types: [], packages: [] },
  replay: {
    holds: 'Timeline to a dependency graph; graph and Scenario to a predicted timeline',
    may: ['base', 'model', 'ledger'],
    types: [],
    packages: [],
  },
  engine: {
    holds: 'the worker: the steps above in order',
    may: ['base', 'ingest', 'model', 'ledger', 'replay'],
    types: [],
    packages: [],
  },
  layout: {
    holds: 'timeline, window and size to a Scene',
    may: ['base', 'model', 'ledger', 'replay'],
    types: ['view'],
    packages: ['d3-scale', 'd3-array', 'd3-shape'],
  },
  draw: { holds: 'Scene to canvas calls', may: ['base', 'layout'], types: [], packages: [] },
  view: {
    holds: 'ViewState, its field table, link codec, undo, zoom',
    may: ['base'],
    types: ['model', 'ledger', 'replay'],
    packages: ['fflate', 'valibot'],
  },
  app: {
    holds: 'store, selectors, URL sync, commands, engine client',
    may: ['base', 'words', 'view', 'model', 'ledger', 'replay', 'layout'],
    types: ['engine'],
    packages: ['zustand', 'zustand/*'],
  },
  words: {
    holds: 'the languages of the page: translators and their catalogues',
    may: ['base'],
    types: [],
    packages: ['@lingui/core', '@lingui/message-utils/*'],
  },
  ui: {
    holds: 'React components',
    may: ['base', 'words', 'view', 'app', 'layout', 'draw'],
    types: ['model', 'ledger', 'replay', 'engine'],
    packages: [
      'react',
      'react/*',
      'react-dom',
      'react-dom/*',
      'react-aria-components',
      'react-aria-components/*',
      'd3-*',
      'zustand',
      'zustand/*',
      'fflate',
    ],
  },
  synth: { holds: 'a simulator of training runs with known truth', may: ['base'], types: ['model'], packages: [] },
  test: {
    holds: 'builders, recording canvas',
    may: [
      'base',
      'words',
      'ingest',
      'model',
      'ledger',
      'replay',
      'engine',
      'layout',
      'draw',
      'view',
      'app',
      'ui',
      'synth',
    ],
    types: [],
    packages: ['*'],
  },
};

/** Browser powers and the one door (path under src/, as a prefix) each may be used through. */
export const DOORS = [
  {
    power: 'fetch',
    globals: ['fetch', 'File', 'XMLHttpRequest', 'FileReader'],
    doors: ['ingest/source.ts', 'app/export/viewer-page.ts'],
  },
  {
    power: 'Worker',
    globals: ['Worker', 'SharedWorker'],
    doors: ['app/engine-client.ts', 'engine/start-scan-worker.ts'],
  },
  { power: 'history and location', globals: ['history', 'location'], doors: ['app/url-sync.ts'] },
  { power: 'storage', globals: ['localStorage', 'sessionStorage', 'indexedDB', 'caches'], doors: ['app/storage.ts'] },
];

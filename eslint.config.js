import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { DOORS, ROOMS } from './layers.js';

const rooms = Object.keys(ROOMS);
const tests = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'src/test/**', 'cli/**/*.test.ts'];
const outside = ['cli', 'e2e', 'bench', 'scripts', 'tools'];
const globToRegex = (glob) => glob.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
const roomRegex = (names) => `^(?:\\.\\./)+(?:${names.join('|')})(?:/|$)`;
const outsideRegex = `^(?:\\.\\./)+(?:${outside.join('|')})/`;

/** What a room may not import, as patterns on the text of the import. */
function shutPatterns(room) {
  const { may, types, packages } = ROOMS[room];
  const shut = rooms.filter((other) => other !== room && !may.includes(other) && !types.includes(other));
  const allowed = packages.map(globToRegex).join('|') || '(?!)';
  return [
    { regex: roomRegex(shut), message: `src/${room} may not import this room (layers.js).` },
    { regex: outsideRegex, message: `src may not import from outside src (layers.js).` },
    { regex: `^(?!\\.{1,2}/)(?!(?:${allowed})$)`, message: `src/${room} may not use this package (layers.js).` },
  ];
}

/** One row of the table as the arguments of no-restricted-imports. */
function importRule(room) {
  const { types } = ROOMS[room];
  const message = `src/${room} may import only types of this room (layers.js).`;
  const typesOnly = types.length > 0 ? [{ regex: roomRegex(types), allowTypeImports: true, message }] : [];
  return ['error', { patterns: [...shutPatterns(room), ...typesOnly] }];
}

const noBarrels = { selector: 'ExportAllDeclaration', message: 'No barrels: export by name.' };

/** no-restricted-imports does not see `import('...')`: the same row of the table for it. */
function dynamicImportRule(room) {
  const typesOnly = ROOMS[room].types.map((other) => ({
    regex: roomRegex([other]),
    message: `src/${room} may import only types of src/${other} (layers.js).`,
  }));
  const selectors = [...shutPatterns(room), ...typesOnly].map(({ regex, message }) => ({
    selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
    message,
  }));
  return ['error', noBarrels, ...selectors];
}

/** Types such as `x: File` stay free: only the value is the power. */
const restrictedGlobals = (doors) => [
  'error',
  {
    checkGlobalObject: true,
    globals: doors.flatMap(({ power, globals, doors: where }) =>
      globals.map((name) => ({ name, message: `${power} has one door: src/${where.join(', src/')} (layers.js).` })),
    ),
  },
];

/** Rules that see `window.fetch` need to know that `window` is the global object. */
const globalObjects = { window: 'readonly', self: 'readonly', globalThis: 'readonly' };

export default tseslint.config(
  {
    ignores: ['dist', 'node_modules', '.cache', 'test-results', 'playwright-report', 'public', 'src/ingest/kernel/**'],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-syntax': ['error', noBarrels],
      'no-undef': 'off',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globalObjects },
    rules: { ...reactHooks.configs.recommended.rules, 'no-console': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'cli/**/*.ts'],
    ignores: [...tests, 'src/base/**', 'src/ingest/scan/**'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  {
    files: ['src/base/**', 'src/ingest/scan/**', ...tests],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['cli/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `/src/(?!(?:${ROOMS.engine.may.join('|')}|engine|view)/|test/saying\\.ts)`,
              message: 'cli may import the engine, what the engine may import, and view for texts that links hold too.',
            },
          ],
        },
      ],
    },
  },
  ...rooms
    .filter((room) => room !== 'test')
    .map((room) => ({
      files: [`src/${room}/**/*.{ts,tsx}`],
      ignores: tests,
      rules: {
        '@typescript-eslint/no-restricted-imports': importRule(room),
        'no-restricted-syntax': dynamicImportRule(room),
        'no-restricted-globals': restrictedGlobals(DOORS),
      },
    })),
  ...DOORS.flatMap(({ doors }) => doors).map((door) => ({
    files: [`src/${door}`],
    rules: { 'no-restricted-globals': restrictedGlobals(DOORS.filter((row) => !row.doors.includes(door))) },
  })),
);

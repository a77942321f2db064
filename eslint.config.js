import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { DOORS, ROOMS } from './layers.js';

const rooms = Object.keys(ROOMS);
const tests = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'src/test/**'];
const globToRegex = (glob) => glob.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');

/** One row of the table as the arguments of no-restricted-imports. */
function importRule(room) {
  const { may, types, packages } = ROOMS[room];
  const shut = rooms.filter((other) => other !== room && !may.includes(other) && !types.includes(other));
  const patterns = [{ regex: `^(?:\\.\\./)+(?:${shut.join('|')})(?:/|$)`, message: `src/${room} may not import this room (layers.js).` }];
  if (types.length > 0) {
    patterns.push({
      regex: `^(?:\\.\\./)+(?:${types.join('|')})(?:/|$)`,
      allowTypeImports: true,
      message: `src/${room} may import only types of this room (layers.js).`,
    });
  }
  const allowed = packages.map(globToRegex).join('|') || '(?!)';
  patterns.push({ regex: `^(?!\\.{1,2}/)(?!(?:${allowed})$)`, message: `src/${room} may not use this package (layers.js).` });
  return ['error', { patterns }];
}

const restrictedGlobals = (doors) => [
  'error',
  ...doors.flatMap(({ power, globals, doors: where }) =>
    globals.map((name) => ({ name, message: `${power} has one door: src/${where.join(', src/')} (layers.js).` })),
  ),
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.cache', 'test-results', 'playwright-report', 'public'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'No barrels: export by name.' }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.js', '**/*.mjs', 'scripts/**', 'cli/**', 'bench/**', 'tools/**', 'e2e/**', '*.config.ts'], rules: { 'no-undef': 'off' } },
  { files: ['src/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: { ...reactHooks.configs.recommended.rules, 'no-undef': 'off', 'no-console': 'error' } },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: [...tests, 'src/base/**', 'src/ingest/scan/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'max-lines': ['error', { max: 400 }],
    },
  },
  { files: ['src/base/**', 'src/ingest/scan/**', ...tests], rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': ['error', { max: 400 }] } },
  ...rooms.filter((room) => room !== 'test').map((room) => ({
    files: [`src/${room}/**/*.{ts,tsx}`],
    ignores: tests,
    rules: {
      '@typescript-eslint/no-restricted-imports': importRule(room),
      'no-restricted-globals': restrictedGlobals(DOORS),
    },
  })),
  ...DOORS.flatMap(({ doors }) => doors).map((door) => ({
    files: [`src/${door}`],
    rules: { 'no-restricted-globals': restrictedGlobals(DOORS.filter((row) => !row.doors.includes(door))) },
  })),
);

/** `npm run keys`: prints the table of keys; `-- --write` puts it into docs/page.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keysTable, withKeys } from '../src/app/keys-table.ts';

const PAGE = fileURLToPath(new URL('../docs/page.md', import.meta.url));

if (process.argv.includes('--write')) {
  const page = withKeys(readFileSync(PAGE, 'utf8'));
  if (page === undefined) throw new Error('docs/page.md has no marks for the table of keys.');
  writeFileSync(PAGE, page);
} else console.log(keysTable());

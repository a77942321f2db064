import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const FOLDER = join(ROOT, 'src/ingest/kernel');
const BUILT = join(FOLDER, 'build/kernel-bytes.ts');

function hashOfSources() {
  const names = readdirSync(join(FOLDER, 'assembly')).sort();
  const hash = createHash('sha256').update(readFileSync(join(FOLDER, 'asconfig.json')));
  for (const name of names) hash.update(name).update(readFileSync(join(FOLDER, 'assembly', name)));
  return hash.digest('hex').slice(0, 16);
}

function builtHash() {
  try {
    return /^\/\/ sources (\w+)/m.exec(readFileSync(BUILT, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** Compiles the scanner's kernel where its sources have changed since, or it was never compiled. Throws where that fails. */
export async function ensureKernel() {
  const hash = hashOfSources();
  if (builtHash() === hash) return;
  const { default: asc } = await import('assemblyscript/asc');
  const outputs = new Map();
  const { error, stderr } = await asc.main(
    ['--config', 'src/ingest/kernel/asconfig.json', '--baseDir', ROOT, '--outFile', 'kernel.wasm'],
    { writeFile: (name, contents) => void outputs.set(name, contents) },
  );
  const wasm = outputs.get('kernel.wasm');
  if (error !== null || wasm === undefined) throw new Error(`The scanner's kernel does not compile.\n${stderr}`);
  mkdirSync(join(FOLDER, 'build'), { recursive: true });
  // Written aside first: tests and builds that run at the same time never see half a file.
  const part = `${BUILT}.${process.pid}`;
  writeFileSync(
    part,
    `// Made from src/ingest/kernel/assembly by scripts/build-kernel.mjs; not in version control.
// sources ${hash}

/** The kernel's WebAssembly module. */
export const KERNEL_BASE64 =
  '${Buffer.from(wasm).toString('base64')}';
`,
  );
  renameSync(part, BUILT);
}

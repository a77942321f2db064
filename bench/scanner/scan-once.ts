/** `tsx bench/scanner/scan-once.ts WAY PATH`: scans a file in a process that has run nothing before; prints milliseconds. */
import { readFileSync } from 'node:fs';
import { takeKernel } from '../../src/ingest/scan/kernel.ts';
import { TextScanner } from '../../src/ingest/scan/text-scanner.ts';

const CHUNK = 1 << 20;

/** The file is in memory already; the start of the scanner and the joining of its columns count. */
function run(how: string, path: string): number {
  const bytes = readFileSync(path);
  const start = performance.now();
  if (how === 'JSON.parse') JSON.parse(new TextDecoder().decode(bytes));
  else {
    const scanner = new TextScanner(how === 'kernel' ? takeKernel() : undefined);
    for (let at = 0; at < bytes.length; at += CHUNK) scanner.push(bytes.subarray(at, at + CHUNK));
    scanner.finish();
  }
  return performance.now() - start;
}

const [how = '', path = ''] = process.argv.slice(2);
console.log(run(how, path));

/** Compiles the scanner's kernel (src/ingest/kernel) where it is missing or older than its sources. */
import { ensureKernel } from './lib/kernel.mjs';

await ensureKernel();

import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import page from '../../vite.config.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The gallery is built as the page is, into a folder of its own. */
export default mergeConfig(
  page,
  defineConfig({
    root: here('.'),
    publicDir: here('../../public'),
    build: { outDir: here('../../.cache/gallery'), emptyOutDir: true, sourcemap: false },
  }),
);

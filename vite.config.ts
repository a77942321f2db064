import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { inlineReadsPlugin } from './scripts/lib/inline-reads.mjs';
import { ensureKernel } from './scripts/lib/kernel.mjs';
import { offlinePlugin } from './scripts/lib/offline.mjs';
import { policyPlugin } from './scripts/lib/policy.mjs';
import { viewerPlugin } from './scripts/lib/viewer.mjs';

// The page and the tests import what this compiles.
await ensureKernel();

// React Aria speaks thirty languages; the page ships the two it speaks itself.
const pagePlugins = () => [
  react(),
  { ...optimizeLocales.vite({ locales: ['en-US', 'zh-CN'] }), enforce: 'pre' as const },
];
const checks = { pluginTimings: false };
const worker = { format: 'es' as const, plugins: () => [inlineReadsPlugin()], rolldownOptions: { checks } };

export default defineConfig({
  base: './',
  plugins: [pagePlugins(), policyPlugin(), viewerPlugin(pagePlugins, worker), offlinePlugin()],
  worker,
  build: {
    target: 'es2022',
    sourcemap: true,
    // scripts/size.mjs holds the page to a limit that counts.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { checks },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'cli/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    environment: 'node',
    // All cores: what runs the tests does little itself.
    maxWorkers: '100%',
    setupFiles: ['src/test/fixed-seed.ts'],
    testTimeout: 30_000,
  },
});

import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { PATIENCE } from './test/support/patience.ts';

export default defineConfig({
  // Electron's runtime is not there; what imports it gets the stand-in, `electron-store` included.
  resolve: { alias: { electron: resolve(import.meta.dirname, 'test/electron/fake.ts') } },
  test: {
    server: { deps: { inline: ['electron-store'] } },
    include: ['test/**/*.test.ts'],
    // Only when asked for by name, and then alone: they are whole programs, and some go on without a server that is not there at once.
    exclude: ['**/node_modules/**', ...(process.argv.some((word) => word.includes('real-clients')) ? [] : ['test/real-clients/**'])],
    setupFiles: ['test/support/watch-traffic.ts'],
    pool: 'forks',
    // Node strips types by WebAssembly in every thread. Where threads come and go, V8 ends the process now and then when it makes a wrapper
    // of that faster (`Runtime_TierUpWasmToJSWrapper`, Node 24.21): so many calls never come. The built broker has neither.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    maxWorkers: 2,
    // Longer than what is waited for in it, so that a failure says what did not come.
    testTimeout: 5 * PATIENCE,
    hookTimeout: 5 * PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    reporters: process.env.GATEHOUSE_TEST_REPORT ? ['default', ['json', { outputFile: process.env.GATEHOUSE_TEST_REPORT }]] : ['default'],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary'] },
  },
});

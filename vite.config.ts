import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The app is bundled; only what is native, or Electron itself, stays outside. */
const OUTSIDE = new Set(['electron', 'better-sqlite3', 'keytar']);
const entries = {
  main: 'src/main.ts',
  serve: 'src/serve.ts',
  gatehouse: 'src/cli/gatehouse.ts',
  'auth-writer': 'src/store/sqlite/auth/auth-writer.ts',
  'memory-writer': 'src/store/sqlite/memory/memory-writer.ts',
  'memory-searcher': 'src/store/sqlite/memory/memory-searcher.ts',
};

export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    emptyOutDir: true,
    minify: true,
    rolldownOptions: {
      input: entries,
      external: (name) => OUTSIDE.has(name) || name.startsWith('node:') || builtinModules.includes(name),
      // One folder: a worker's entry is found beside whoever starts it.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true, target: 'node' },
});

import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import { youngClosures } from './scripts/build/young-closures.ts';
import { FAILURES, youngFailures } from './scripts/build/young-failures.ts';

/** Node's side is bundled; only what is native, or Electron itself, stays outside. */
const OUTSIDE = new Set(['electron', 'better-sqlite3', 'keytar', 'sqlite-vec']);
const entries = {
  main: 'src/main.ts',
  serve: 'src/serve.ts',
  gatehouse: 'src/cli/gatehouse.ts',
  'bridge-main': 'src/cli/bridge-main.ts',
  'auth-writer': 'src/store/sqlite/auth/auth-writer.ts',
  'memory-writer': 'src/store/sqlite/memory/memory-writer.ts',
  'memory-searcher': 'src/store/sqlite/memory/memory-searcher.ts',
  'try-keychain': 'src/edge/doctor/try-keychain.ts',
};
/** Tests build into a folder of their own. */
const out = process.env.GATEHOUSE_BUILD_DIR ?? 'dist';
/** What Electron 45 shows pages with. */
const CHROME = 'chrome152';

const main: EnvironmentOptions = {
  consumer: 'server',
  resolve: { noExternal: true },
  build: {
    target: 'node24',
    outDir: out,
    emptyOutDir: true,
    minify: true,
    rolldownOptions: {
      input: entries,
      external: (name) => OUTSIDE.has(name) || name.startsWith('node:') || builtinModules.includes(name),
      // One folder: a worker's entry is found beside whoever starts it.
      // A single character beyond ASCII, and V8 keeps the whole file with two bytes for each.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js', charset: 'ascii' },
    },
  },
};

/** One bundle per window. CommonJS, because a sandboxed preload can be no other. */
const preload: EnvironmentOptions = {
  consumer: 'server',
  build: {
    target: CHROME,
    outDir: join(out, 'preload'),
    emptyOutDir: true,
    minify: true,
    rolldownOptions: {
      input: { consent: 'src/preload/consent.ts', window: 'src/preload/window.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

/** A page of the app: its own folder, plain names, nothing inlined, because its policy allows only files. */
function page(name: string): EnvironmentOptions {
  return {
    consumer: 'client',
    // Also where a test builds it: another is larger, slower and not what is shipped.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: CHROME,
      outDir: join(out, 'renderer', name),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input: join('renderer', name, 'index.html'),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
  };
}

/** Stands in for the preloads where the pages are shown by the person's browser (`gatehouse window`). */
const transport: EnvironmentOptions = {
  consumer: 'client',
  build: {
    target: 'es2022',
    outDir: join(out, 'renderer', 'transport'),
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: {
      input: { window: 'renderer/transport/window.ts', consent: 'renderer/transport/consent.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
};

/** A page lies at the top of its folder, whatever folder its source is in. */
const atTheTop: Plugin = {
  name: 'pages-at-the-top',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (file.type !== 'asset' || !name.endsWith('/index.html')) continue;
      delete bundle[name];
      this.emitFile({ type: 'asset', fileName: 'index.html', source: file.source });
    }
  },
};

/** A call leaves nothing behind that V8 keeps until it collects everything: that stops everybody who is being served. */
const shortLived: Plugin = {
  name: 'short-lived',
  applyToEnvironment: ({ name }) => name === 'main',
  transform: { filter: { id: FAILURES }, handler: youngFailures },
  // Made small already: what is redundant would be taken out again.
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = youngClosures(file.code);
  },
};

export default defineConfig({
  plugins: [atTheTop, shortLived],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: '[name].js' } } },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  environments: { main, preload, consent: page('consent'), window: page('window'), transport },
  builder: {
    async buildApp(builder) {
      // In this order: the first empties the folder of all.
      for (const name of ['main', 'preload', 'consent', 'window', 'transport']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});

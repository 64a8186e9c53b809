import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * The bridge alone as one CommonJS file without dependencies, for any Node from 20.16 on.
 * @param {string} folder it is made here
 * @returns {Promise<string>} the file
 */
export async function bundleBridge(folder) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'src/cli/bridge-main.ts',
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      rolldownOptions: {
        external: (name) => name.startsWith('node:') || builtinModules.includes(name),
        output: { format: 'cjs', entryFileNames: 'index.js', codeSplitting: false },
      },
    },
  });
  return join(folder, 'index.js');
}

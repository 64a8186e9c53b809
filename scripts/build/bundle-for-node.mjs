import { builtinModules } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * One CommonJS file of a source and of everything that it imports, but for Node's own modules.
 * @param {{ source: string, target: string, folder: string, file: string, define?: Record<string, string> }} what
 *   `source` from the root of the repository on; `target` as Vite names a Node; `file` is made in `folder`
 */
export async function bundleForNode({ source, target, folder, file, define = {} }) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    define,
    ssr: { noExternal: true },
    build: {
      ssr: source,
      target,
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      rolldownOptions: {
        external: (name) => name.startsWith('node:') || builtinModules.includes(name),
        output: { format: 'cjs', entryFileNames: file, codeSplitting: false },
      },
    },
  });
}

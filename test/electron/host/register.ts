/** `node --import …/register.ts MAIN`: from here on the module `electron` is the stand-in, for import and require alike. */
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const url = new URL('./host.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' || specifier === 'electron/main' ? { url, shortCircuit: true, format: 'module' } : next(specifier, context),
  });
  const { prepare } = (await import(url)) as typeof import('./host.ts');
  await prepare();
}

/** Where the workers' entry files are: beside the sources in a checkout, beside the bundle in the app. */

const SOURCES = {
  'auth-writer': '../store/sqlite/auth/auth-writer.ts',
  'memory-writer': '../store/sqlite/memory/memory-writer.ts',
  'memory-searcher': '../store/sqlite/memory/memory-searcher.ts',
  'try-keychain': './doctor/try-keychain.ts',
} as const;

export function entryUrl(name: keyof typeof SOURCES): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? SOURCES[name] : `./${name}.js`, import.meta.url);
}

import { readFileSync } from 'node:fs';

/** The version of the package this file belongs to: two folders up in the sources, one in the bundle. */
export function readVersion(): string {
  const path = import.meta.url.endsWith('.ts') ? '../../package.json' : '../package.json';
  const { version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string };
  return version;
}

/** The files of a built page, as they are in the app, and beside them the script that stands in for its preload. */
import type { Theme } from '../../shared/live-settings.ts';
import { COMMAND_NAME } from '../../shared/window-wire.ts';
import { html } from '../pages/layout.ts';

/** Content by path without the leading slash, such as `index.html`. */
export type Files = ReadonlyMap<string, Uint8Array>;

export type BuiltPages = { readonly window: Files; readonly consent: Files; readonly transport: Files };

export type Page = { readonly type: string; readonly content: Uint8Array };

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};
const FOLDER = 'transport';

/**
 * What one port serves. Only what is in the map exists: no path can climb out of it.
 * @param entry of the transport, loaded before any script of the page
 * @param command that opens the window again
 */
export function servedFiles(files: Files, transport: Files, entry: string, command: string): ReadonlyMap<string, Page> {
  const all = [...files, ...[...transport].map(([path, content]) => [`${FOLDER}/${path}`, content] as const)];
  return new Map(
    all.flatMap(([path, content]) => {
      const type = TYPES[path.slice(path.lastIndexOf('.') + 1)];
      if (type === undefined) return [];
      return [[path, { type, content: path === 'index.html' ? withHead(content, `./${FOLDER}/${entry}`, command) : content }]];
    }),
  );
}

/** Modules run in the order in which they stand. */
function withHead(page: Uint8Array, path: string, command: string): Uint8Array {
  const text = Buffer.from(page).toString('utf8');
  if (!text.includes('<head>')) throw new Error('the built page has no head');
  const head = html`<head>
    <script type="module" src="${path}"></script>
    <meta name="${COMMAND_NAME}" content="${command}">`;
  // By a function: what a shell quotes may have a `$` in it.
  return Buffer.from(text.replace('<head>', () => head.html));
}

/** In the person's colours from the first moment on. */
export function inTheme(page: Uint8Array, theme: Theme): Uint8Array {
  return Buffer.from(Buffer.from(page).toString('utf8').replace('<html', `<html data-theme="${theme}"`));
}

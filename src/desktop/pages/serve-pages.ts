/** The app's own files under a scheme of their own, because `file:` would let a page read the disk (checklist 18). */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { CustomScheme, Protocol, Session } from 'electron';
import { pagePolicy } from '../../shared/page-policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
/** A name of letters, digits and dashes, in folders of such names: nothing that could climb out. */
const SAFE_PATH = /^\/(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.[a-z0-9]+$/;

/** Called once, before the app is ready. @param origins such as `gatehouse://window` */
export function registerSchemes(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>, origins: readonly string[]): void {
  const schemes = origins.map((origin): CustomScheme => ({ scheme: schemeOf(origin), privileges: { standard: true, secure: true } }));
  protocol.registerSchemesAsPrivileged(schemes);
}

/**
 * Answers one origin in one session; the scheme does not exist in any other.
 * @param folder of the built page
 */
export function servePages(session: Pick<Session, 'protocol'>, origin: string, folder: string): void {
  session.protocol.handle(schemeOf(origin), async ({ url, method }) => {
    const path = pathIn(url, origin);
    const type = path === null ? undefined : TYPES[extname(path)];
    if (path === null || type === undefined || method !== 'GET') return notFound();
    try {
      return new Response(new Uint8Array(await readFile(join(folder, path))), { headers: headers(type) });
    } catch {
      return notFound();
    }
  });
}

/** What a parser leaves of `..` is refused with everything else that is not a plain name. */
function pathIn(url: string, origin: string): string | null {
  if (!url.startsWith(`${origin}/`)) return null;
  // What follows the `#` names a place within the page; some versions of Electron pass it on.
  const [path = ''] = url.slice(origin.length).split('#');
  if (path === '/') return '/index.html';
  return SAFE_PATH.test(path) ? path : null;
}

function schemeOf(origin: string): string {
  return origin.slice(0, origin.indexOf(':'));
}

function headers(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': pagePolicy("'none'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: headers('text/plain') });
}

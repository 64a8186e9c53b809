import type { IncomingMessage } from 'node:http';

/**
 * A path with a broken escape (`/%zz`, `/%ff`) would be answered by the router itself, before any guard and with the path
 * echoed. Escaped once more it is an ordinary path that leads nowhere, and meets Host, Origin and bearer like all others.
 * An absolute form that the router cannot take apart (`http://a@b%20c`) would end the same way; every form but the path leads to
 * the one place that `guardTarget` refuses.
 * @returns the target to route
 */
export function readableTarget({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  if (!url.startsWith('/')) return '*';
  try {
    decodeURI(url.split('?')[0] ?? '');
    return url;
  } catch {
    return url.replaceAll('%', '%25');
  }
}

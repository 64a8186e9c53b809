import type { Route } from './route.ts';

/**
 * Below a protected resource nothing tells a stranger what exists: an unknown path is 401 first, then 404 (ruling 20).
 * @returns whether a target lies at or below the first segment of a `bearer` route, where no public route lives
 */
export function protectedPaths(routes: readonly Route[]): (url: string) => boolean {
  const segments = (policy: Route['policy']) => routes.filter((route) => route.policy === policy).flatMap(({ paths }) => paths.map(firstSegment));
  const open = new Set(segments('public'));
  const closed = new Set(segments('bearer').filter((segment) => !open.has(segment)));
  return (url) => closed.has(firstSegment(url));
}

function firstSegment(url: string): string {
  return url.split(/[/?]/)[1] ?? '';
}

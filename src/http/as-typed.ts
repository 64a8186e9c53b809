import type { Spelling } from '../oauth/spellings.ts';

const WITH_SLASH = /^(?:\/\.well-known\/oauth-protected-resource)?\/mcp\/(?:\?|$)/;

/**
 * Many people type a slash at the end, and strict clients compare what they typed with the resource that we name (RFC 9728
 * §3.3): the two ways to write it are two resource identifiers with a document each, and one audience.
 * @param target as it was requested
 */
export function asTyped(spelling: Spelling, target: string): Spelling {
  if (!WITH_SLASH.test(target)) return spelling;
  return { ...spelling, resource: `${spelling.resource}/`, resourceMetadata: `${spelling.resourceMetadata}/` };
}

/**
 * Redirect URIs as raw strings. Parsers repair what they read (tabs vanish, `127.1` becomes `127.0.0.1`, `\` becomes
 * `/`), so a URI is judged by a small grammar on the bytes that were sent and compared as it was written.
 */

import { queryOf } from './parameters.ts';

const LONGEST = 512;
/** RFC 8252 §7.3 for the literals; `localhost` too, because shipped clients register and use it. */
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?((?:\/[\w\-.~!$&'()*+,;=:@%/]*)?(?:\?[\w\-.~!$&'()*+,;=:@%/?]*)?)$/;
/** RFC 8252 §7.1: a private-use scheme is a reversed domain name, so it has a dot. */
const REVERSE_DOMAIN = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:\/{0,2}[\w\-.~!$&'()*+,;=:@%/?]*$/;
const HTTPS = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[\w\-.~!$&'()*+,;=:@%/]*)?(?:\?[\w\-.~!$&'()*+,;=:@%/?]*)?$/i;
/** Programs whose private scheme has no dot, by the exact URI they register. */
const KNOWN_SCHEMES: ReadonlySet<string> = new Set(['cursor://anysphere.cursor-mcp/oauth/callback']);
/** A registered query must not pre-set what we answer with (parameter shadowing). */
const OUR_PARAMETERS = ['code', 'state', 'iss', 'error', 'error_description'];

export type RedirectPolicy = {
  /** The person's setting "answers may leave this computer". */
  readonly remoteAllowed: boolean;
};

/** Whether a client may register this redirect URI. */
export function isAcceptableRedirect(uri: string, policy: RedirectPolicy): boolean {
  if (uri.length > LONGEST || setsOurParameters(uri)) return false;
  if (isLoopbackRedirect(uri)) return !hasDotSegment(uri);
  if (KNOWN_SCHEMES.has(uri)) return true;
  if (REVERSE_DOMAIN.test(uri)) return true;
  return policy.remoteAllowed && HTTPS.test(uri) && namesItsHost(uri) && !hasDotSegment(uri);
}

/** Whether the answer stays on this computer by an http loopback address. */
export function isLoopbackRedirect(uri: string): boolean {
  const port = LOOPBACK.exec(uri)?.[1];
  if (!LOOPBACK.test(uri)) return false;
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
}

/**
 * RFC 9700 §2.1: exact comparison, except that a loopback redirect may use any port (RFC 8252 §7.3). The host spelling
 * is part of the comparison: `localhost` never stands in for `127.0.0.1`.
 */
export function matchesRegistered(asked: string, registered: readonly string[]): boolean {
  return registered.some((uri) => uri === asked || (isLoopbackRedirect(asked) && isLoopbackRedirect(uri) && withoutPort(uri) === withoutPort(asked)));
}

/**
 * Adds answer parameters to a redirect URI, keeping its own query (OAuth 2.1 §4.1.2).
 * @param parameters undefined and null values are left out
 */
export function withParameters(uri: string, parameters: Readonly<Record<string, string | null | undefined>>): string {
  const added = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${uri}${uri.includes('?') ? '&' : '?'}${added}`;
}

/** RFC 8252 §7.3: many clients listen on a new port at every login. */
export function withoutPort(uri: string): string {
  return uri.replace(/^(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])):\d{1,5}/, '$1');
}

function hasDotSegment(uri: string): boolean {
  return /\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(uri);
}

/** In any spelling of the name: the client's parser undoes what hides it from a comparison of bytes. */
function setsOurParameters(uri: string): boolean {
  return [...new URLSearchParams(queryOf(uri)).keys()].some((name) => OUR_PARAMETERS.includes(name.toLowerCase()));
}

/** `https://1.2/` is a number to a browser, and `https://a.0.0.721/` nothing at all. */
function namesItsHost(uri: string): boolean {
  const host = URL.parse(uri)?.host;
  return host !== undefined && uri.toLowerCase().startsWith(`https://${host}`);
}

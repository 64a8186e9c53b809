const NAME = /^(?:[a-z0-9._-]+|\[[0-9a-f:]+\])$/;
const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0|\[::\])$/;

/**
 * The one address that Gatehouse may have beside loopback. It becomes the issuer, which clients compare as a string (RFC
 * 8414 §3.3), so exactly one way to write it is allowed: https, lower case, no default port, path, query or slash.
 * @returns the text, or null when it is not a bare https origin of another name than loopback's
 */
export function readExternalIssuer(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.origin !== text) return null;
  return NAME.test(url.hostname) && !LOOPBACK.test(url.hostname) ? text : null;
}

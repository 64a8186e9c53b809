const OWN = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):/;

/**
 * Behind a proxy nothing is known about who asks: every request comes from the proxy, whoever sent it there.
 * @param issuer in the spelling that the request used; null while the client has not asked
 */
export function proxyWarnings(issuer: string | null): readonly string[] {
  return issuer === null || OWN.test(issuer) ? [] : [`It came through ${issuer.replace('https://', '')}, perhaps from another computer`];
}

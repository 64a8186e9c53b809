/** Where a browser would connect to when it follows a loopback redirect. */

export type RedirectPort = {
  readonly host: string;
  readonly port: number;
  /** One entry per address that is tried. */
  readonly addresses: readonly ('127.0.0.1' | '::1')[];
};

const ADDRESSES: Readonly<Record<string, RedirectPort['addresses']>> = {
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
  // WHATWG and browsers resolve it to both, and take the first that answers.
  localhost: ['::1', '127.0.0.1'],
};

/** @returns null for a redirect that nobody on this computer listens for: a private-use scheme, or a remote address */
export function redirectPort(uri: string): RedirectPort | null {
  const [, host = '', port = '80'] = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?(?:[/?]|$)/.exec(uri) ?? [];
  const addresses = ADDRESSES[host];
  return addresses === undefined ? null : { host, port: Number(port), addresses };
}

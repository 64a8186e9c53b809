/**
 * One broker, three ways to write its address, and a fourth for people who put it behind a proxy of their own. Clients
 * compare the resource they typed byte for byte with the one we name, so every document speaks in the spelling of the
 * validated Host header; all of them are one issuer and one audience wherever a token, code or resource is checked.
 * Nothing else of a request shapes a document, least of all a forwarded header.
 */

export type Spelling = {
  /** Exact Host header value. */
  readonly host: string;
  /** Bare origin, no trailing slash: clients compare it as a string (RFC 8414 §3.3, RFC 9207 §2.4). */
  readonly issuer: string;
  /** Origin of the pages and endpoints under this Host. */
  readonly origin: string;
  /** The MCP endpoint (RFC 8707). */
  readonly resource: string;
  /** RFC 9728 document of the resource. */
  readonly resourceMetadata: string;
  /** Through the person's proxy, so perhaps from another computer. */
  readonly external: boolean;
};

export type Spellings = {
  readonly port: number;
  readonly all: readonly Spelling[];
  readonly canonical: Spelling;
  /** @param host raw Host header. @returns null when it is not one of ours, port included (DNS rebinding) */
  byHost(host: string | undefined): Spelling | null;
  /** Whether text names our issuer in any spelling. */
  isIssuer(text: string): boolean;
  /** Whether text names our resource in any spelling; one trailing slash is tolerated. */
  isResource(text: string): boolean;
};

export type Addresses = {
  /** The port that is bound. */
  readonly port: number;
  readonly scheme: 'http' | 'https';
  /** Origin under which a proxy on this machine serves us, for example `https://memory.example.com`; null without one. */
  readonly externalIssuer: string | null;
};

export function createSpellings({ port, scheme, externalIssuer }: Addresses): Spellings {
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].map((name) => {
    // `[::1]` is left out of the issuers: the MCP SDK clients exempt only the other two from https.
    const issuer = name === '[::1]' ? 'localhost' : name;
    return spell(`${scheme}://${name}:${port}`, `${scheme}://${issuer}:${port}`, { external: false });
  });
  const all = externalIssuer === null ? loopback : [...loopback, spell(externalIssuer, externalIssuer, { external: true })];
  const [canonical] = all;
  if (!canonical) throw new Error('no spelling');
  const hosts = new Map(all.map((spelling) => [spelling.host, spelling]));
  const issuers = new Set(all.map((spelling) => spelling.origin));
  const resources = new Set(all.flatMap(({ resource }) => [resource, `${resource}/`]));
  return Object.freeze({
    port,
    all,
    canonical,
    byHost: (host: string | undefined) => (host === undefined ? null : (hosts.get(host) ?? null)),
    isIssuer: (text: string) => issuers.has(text),
    isResource: (text: string) => resources.has(text),
  });
}

function spell(origin: string, issuer: string, { external }: Pick<Spelling, 'external'>): Spelling {
  return Object.freeze({
    host: origin.replace(/^https?:\/\//, ''),
    origin,
    issuer,
    resource: `${origin}/mcp`,
    resourceMetadata: `${origin}/.well-known/oauth-protected-resource/mcp`,
    external,
  });
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isClientIdUrl } from '../../../src/oauth/client-documents/client-id-url.ts';
import { clientIdHost } from '../../../src/shared/destination.ts';
import { SEED } from '../../support/fuzz-cases.ts';

const PIECES = [
  'https://',
  'http://',
  'app',
  '.',
  '..',
  'example',
  'com',
  '/',
  '//',
  ':',
  '443',
  '8443',
  '65536',
  '@',
  '#',
  '?',
  '%2e',
  '%2E%2e',
  '%',
  '\\',
  ' ',
  '\t',
  '[::1]',
  '127.0.0.1',
  'xn--',
  'é',
  'c.json',
  'x=1',
];

describe('draft-ietf-oauth-client-id-metadata-document §3: client id URLs', () => {
  it.each([
    'https://app.example.com/c.json',
    'https://app.example.com:8443/c.json',
    'https://app.example.com/a/b/c',
    'https://app.example.com/a/',
    'https://app.example.com/c.json?v=1',
    'https://app.example.com/.well-known/c.json',
    'https://app.example.com/a%20b',
    'https://xn--bcher-kva.example/c.json',
  ])('%s is one', (id) => expect(isClientIdUrl(id)).toBe(true));

  it.each([
    ['the default port, which has a shorter spelling', 'https://app.example.com:443/c.json'],
    ['a port with a zero before it', 'https://app.example.com:08443/c.json'],
    ['a label of 64 characters', `https://${'a'.repeat(64)}.example/c.json`],
    ['a hyphen at the end of a label', 'https://app-.example.com/c.json'],
    ['two dots in the name', 'https://app..example.com/c.json'],
    ['a number as last label', 'https://app.example.1/c.json'],
    ['nothing', ''],
    ['a registration', 'gh_abc'],
  ])('%s is none', (_what, id) => expect(isClientIdUrl(id)).toBe(false));

  it('whatever is accepted is read by a parser as it was written, and its host is the one that is shown', () => {
    let accepted = 0;
    const host = fc.constantFrom('app.example.com', 'a.b', 'xn--bcher-kva.example');
    const likely = fc
      .tuple(host, fc.constantFrom('', ':8443'), fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }))
      .map(([name, port, rest]) => `https://${name}${port}/${rest.join('')}`);
    const wild = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(likely, wild, fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })), (id) => {
        if (!isClientIdUrl(id)) return;
        accepted += 1;
        const url = new URL(id);
        expect([url.href, url.protocol, url.hash, url.username, url.hostname]).toEqual([id, 'https:', '', '', clientIdHost(id)]);
        expect(url.pathname.split('/')).not.toContain('..');
      }),
      { numRuns: 2_000, ...SEED },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

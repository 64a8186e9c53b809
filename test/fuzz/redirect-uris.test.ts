import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAcceptableRedirect, isLoopbackRedirect, matchesRegistered, withParameters } from '../../src/oauth/redirect-uri.ts';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { nearly, nearlyForm } from './near-valid.ts';

const LOOPBACK = [
  'http://127.0.0.1:51004/callback',
  'http://localhost:33418/',
  'http://[::1]:8080/cb?session=a%20b',
  'http://127.0.0.1/oauth/callback',
  'http://localhost',
];
const PRIVATE = ['cursor://anysphere.cursor-mcp/oauth/callback', 'com.example.app:/oauth', 'com.example.app://auth/cb?x=1'];
const REMOTE = ['https://vscode.dev/redirect', 'https://evil.example/cb?next=1', 'https://127.0.0.1.evil.example/'];
const OURS = ['code', 'state', 'iss', 'error', 'error_description'];
const HOSTS = ['127.0.0.1', 'localhost', '[::1]'];
const SCRIPTS = ['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:', 'ftp:', 'ws:', 'wss:', 'http:', 'https:'];

/** Queries that set what we answer with, in every spelling. */
const shadowing = fc
  .tuple(fc.constantFrom(...LOOPBACK.slice(0, 2), ...PRIVATE), nearlyForm({ code: ['x'], State: ['y'], session: ['z'] }))
  .map(([uri, query]) => `${uri}?${query}`);
const redirects = fc.oneof({ weight: 4, arbitrary: nearly(...LOOPBACK, ...PRIVATE, ...REMOTE) }, { weight: 1, arbitrary: shadowing });
const local = { remoteAllowed: false };

describe('redirect URIs: what is accepted means to every parser what it means to us', () => {
  it(
    'an accepted one is a loopback address or a private scheme, without user, fragment, repair or answer of its own',
    () =>
      forEveryCase(0.05, redirects, (uri) => {
        if (!isAcceptableRedirect(uri, local)) return;
        expect(uri).toMatch(/^[\x21-\x7e]+$/);
        const parsed = new URL(uri);
        expect([parsed.username, parsed.password, parsed.hash]).toEqual(['', '', '']);
        expect([...parsed.searchParams.keys()].filter((name) => OURS.includes(name.toLowerCase()))).toEqual([]);
        if (parsed.protocol !== 'http:') return expect(SCRIPTS).not.toContain(parsed.protocol);
        expect(HOSTS).toContain(parsed.hostname);
        expect(uri.startsWith(`http://${parsed.hostname}`)).toBe(true);
      }),
    FUZZ_TIMEOUT,
  );

  it(
    'what matches a registration is that registration, save for the port of a loopback address',
    () =>
      forEveryCase(0.05, fc.tuple(redirects, fc.subarray([...LOOPBACK, ...PRIVATE, ...REMOTE])), ([asked, registered]) => {
        if (!matchesRegistered(asked, registered)) return;
        if (registered.includes(asked)) return;
        expect(isLoopbackRedirect(asked)).toBe(true);
        const place = ({ protocol, hostname, pathname, search, username, hash }: URL) => [protocol, hostname, pathname, search, username, hash].join(' ');
        expect(registered.map((uri) => place(new URL(uri)))).toContain(place(new URL(asked)));
      }),
    FUZZ_TIMEOUT,
  );

  it(
    'an answer arrives at the place that was registered, once, unchanged',
    () =>
      forEveryCase(0.03, fc.tuple(redirects, nearly('state-1'), nearly('the-code')), ([uri, state, code]) => {
        if (!isAcceptableRedirect(uri, { remoteAllowed: true })) return;
        const [before, after] = [new URL(uri), new URL(withParameters(uri, { code: code.toWellFormed(), state: state.toWellFormed(), iss: null }))];
        expect([after.protocol, after.host, after.pathname, after.hash]).toEqual([before.protocol, before.host, before.pathname, '']);
        expect(after.searchParams.getAll('code')).toEqual([code.toWellFormed()]);
        expect(after.searchParams.getAll('state')).toEqual([state.toWellFormed()]);
        expect(after.searchParams.has('iss')).toBe(false);
      }),
    FUZZ_TIMEOUT,
  );

  it.each(['http://127.0.0.1/cb?%63ode=x', 'http://127.0.0.1/cb?x?&code=y', 'com.example.app:/cb?a=1?b&State=z', 'https://1.2/cb', 'https://a.0.0.721/cb'])(
    'found here once, refused since: %s',
    (uri) => {
      expect(isAcceptableRedirect(uri, { remoteAllowed: true })).toBe(false);
    },
  );
});

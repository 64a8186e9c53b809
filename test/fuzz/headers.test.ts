import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect } from '../support/oauth-client.ts';
import { nearly, nearlyJsonText } from './near-valid.ts';
import { type Answered, asHeader, asTarget, bytesOf, sendBytes } from './send-bytes.ts';

let gatehouse: TestGatehouse;
let port = 0;
let token = '';
beforeAll(async () => {
  gatehouse = await startGatehouse();
  port = Number(new URL(gatehouse.url).port);
  token = (await connect(gatehouse)).tokens.access_token;
});
afterAll(() => gatehouse.close());

async function get(target: string, headers: readonly (readonly [string, string])[]): Promise<Answered> {
  const answer = await sendBytes(port, bytesOf({ method: 'GET', target, headers: headers.map(([name, value]) => [name, asHeader(value)] as const) }));
  expect(gatehouse.faults).toEqual([]);
  return answer;
}

const METADATA = '/.well-known/oauth-authorization-server';

describe('Host and Origin (ruling 2 and 20)', () => {
  it(
    'only our three names with our port are served, and a document names no other',
    () => {
      const right = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
      const hosts = fc.array(nearly(...right, 'evil.example', `127.0.0.1.nip.io:${port}`, '127.0.0.1'), { minLength: 1, maxLength: 2 });
      return forEveryCase(0.03, hosts, async (names) => {
        const answer = await get(
          METADATA,
          names.map((name) => ['Host', name] as const),
        );
        // RFC 9110 §5.5: blanks around a value are no part of it.
        const sent = names.map((name) => asHeader(name).replace(/^[ \t]+|[ \t]+$/g, ''));
        if (answer.status !== 200) return expect([400, 403, 431]).toContain(answer.status);
        expect([sent.length, right.includes(sent[0] ?? '')]).toEqual([1, true]);
        expect([...new Set(answer.body.match(/https?:\/\/[^/"]+/g))].filter((origin) => !right.includes(origin.slice('http://'.length)))).toEqual([]);
      });
    },
    FUZZ_TIMEOUT,
  );

  it(
    'a page that is not ours is refused everywhere, and told nothing it could read',
    () => {
      const own = [`http://127.0.0.1:${port}`, `http://localhost:${port}`, 'null', 'https://evil.example'];
      return forEveryCase(
        0.03,
        fc.tuple(nearly(...own), fc.constantFrom(METADATA, '/mcp', '/api/memories', '/oauth/authorize/x/poll')),
        async ([origin, path]) => {
          const answer = await get(path, [
            ['Host', `127.0.0.1:${port}`],
            ['Origin', origin],
            ['Authorization', `Bearer ${token}`],
          ]);
          expect(answer.headers.toLowerCase()).not.toContain('access-control-');
          const isOwn = asHeader(origin).trim() === own[0] && path !== METADATA;
          expect(answer.status === 403 || answer.status === 400 || answer.status === 431 || isOwn, `${answer.status}`).toBe(true);
        },
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe('the bearer token', () => {
  it(
    'only the token itself opens, in whatever spelling of the scheme',
    () =>
      forEveryCase(0.04, nearly(`Bearer ${token}`, `bearer  ${token}`, `ghk_${'A'.repeat(43)}`, `Basic ${token}`), async (authorization) => {
        const answer = await get('/verify', [
          ['Host', `127.0.0.1:${port}`],
          ['Authorization', authorization],
        ]);
        expect([200, 400, 401, 431]).toContain(answer.status);
        const sent = asHeader(authorization).trim();
        if (answer.status === 200) expect([sent.slice(0, 6).toLowerCase(), sent.slice(6).trim()]).toEqual(['bearer', token]);
      }),
    FUZZ_TIMEOUT,
  );

  it(
    'a JWT that differs in anything but its spelling is refused (RFC 8725)',
    () => {
      const parts = token.split('.');
      const json = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
      const encode = (text: string) => Buffer.from(text).toString('base64url');
      const header = nearlyJsonText({ ...json(parts[0]), jwk: { kty: 'oct', k: 'AAAA' }, jku: 'https://evil.example/jwks', crit: ['x'] });
      const unsigned = fc.constantFrom('none', 'HS256', 'ES256K', 'nOnE').map((alg) => JSON.stringify({ ...json(parts[0]), alg }));
      const payload = nearlyJsonText({ ...json(parts[1]), exp: 9_999_999_999, nbf: 0, grant: 'gr_other' });
      const forged = fc.tuple(
        fc.oneof(fc.constant(parts[0] ?? ''), header.map(encode), unsigned.map(encode), nearly(parts[0] ?? '')),
        fc.oneof(fc.constant(parts[1] ?? ''), payload.map(encode), nearly(parts[1] ?? '')),
        fc.oneof({ weight: 3, arbitrary: fc.constant(parts[2] ?? '') }, { weight: 1, arbitrary: nearly(parts[2] ?? '') }),
      );
      return forEveryCase(0.06, forged, async (made) => {
        const presented = made.join('.');
        const answer = await get('/verify', [
          ['Host', `127.0.0.1:${port}`],
          ['Authorization', `Bearer ${presented}`],
        ]);
        expect([200, 400, 401, 431]).toContain(answer.status);
        // The last character of base64url may differ and mean the same bytes; that is a spelling, not a forgery.
        const bytes = (text: string) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
        if (answer.status === 200) expect(bytes(asHeader(presented).trim())).toEqual(bytes(token));
      });
    },
    FUZZ_TIMEOUT,
  );
});

describe('request lines', () => {
  it(
    'no spelling of a protected path opens it, and no path falls over',
    () => {
      const paths = nearly(
        '/mcp',
        '/api/memories',
        '/verify',
        '/memory/v1/items/x',
        '//mcp',
        `http://127.0.0.1:${port}/mcp`,
        '/%6dcp',
        '/mcp%2f',
        '/.well-known/../mcp',
        '*',
      );
      return forEveryCase(0.02, fc.tuple(paths, fc.constantFrom(`127.0.0.1:${port}`, 'evil.example')), async ([path, host]) => {
        const answer = await get(asTarget(path), [['Host', host]]);
        // 0 and 431 are the HTTP parser's own, before anything of the request is known.
        expect(host === 'evil.example' ? [0, 400, 403, 431] : [0, 400, 401, 404, 405, 431]).toContain(answer.status);
        expect(answer.body).not.toMatch(/FST_|evil|statusCode/);
        if (answer.status !== 0 && answer.body !== '') expect(answer.headers).toContain('cache-control: no-store');
      });
    },
    FUZZ_TIMEOUT,
  );

  it.each(['http://127.0.0.1@evil.example%20mcp', 'http://[', 'https://a%zz/'])('found here once, refused since: %s', async (target) => {
    const answer = await get(target, [['Host', `127.0.0.1:${port}`]]);
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([404, 'not_found']);
    expect((await get(target, [['Host', 'evil.example']])).status).toBe(403);
  });

  it(
    'bytes that are hardly a request cost nothing, and the next one is answered',
    () => {
      const head = `POST /oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n`;
      return forEveryCase(
        0.02,
        nearly(head, 'GET / HTTP/1.1\r\n\r\n', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
        async (bytes) => {
          const answer = await sendBytes(port, Buffer.from(bytes, 'latin1'), { thenEnd: true });
          expect(answer.status === 0 || (answer.status >= 400 && answer.status < 500), `${answer.status}`).toBe(true);
          expect((await get(METADATA, [['Host', `127.0.0.1:${port}`]])).status).toBe(200);
        },
      );
    },
    FUZZ_TIMEOUT,
  );
});

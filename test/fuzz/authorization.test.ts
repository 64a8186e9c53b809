import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { makePkce, register } from '../support/oauth-client.ts';
import { nearly, nearlyForm } from './near-valid.ts';
import { asHeader, asTarget, bytesOf, headerOf, sendBytes } from './send-bytes.ts';

const REDIRECTS = ['http://127.0.0.1:51004/callback', 'http://localhost/cb?session=1', 'cursor://anysphere.cursor-mcp/oauth/callback'];

let gatehouse: TestGatehouse;
let port = 0;
const clientIds: string[] = [];
let answered = 0;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  port = Number(new URL(gatehouse.url).port);
  for (const redirect_uris of [REDIRECTS.slice(0, 1), REDIRECTS.slice(1, 2), REDIRECTS])
    clientIds.push(String((await register(gatehouse.url, { redirect_uris })).client_id));
});
afterAll(() => gatehouse.close());

/** Where a redirect leads, without what we add and without the port of a loopback address. */
const isRegistered = (location: string): boolean => {
  const at = location.search(/[?&](?:code|error)=/);
  const place = location.slice(0, at).replace(/^(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])):\d{1,5}/, '$1');
  return REDIRECTS.map((uri) => uri.replace(/:51004/, '')).includes(place);
};

/** The person answers what waits, and the page leads on: where to? */
async function answerFrom(page: string): Promise<string> {
  const [request] = gatehouse.desk.list().filter(({ stage }) => stage === 'asking');
  const decision =
    ++answered % 2 === 0
      ? ({ answer: 'deny', notAsked: false } as const)
      : ({ answer: 'allow', scopes: ['memory:read', 'memory:write'], for: 'once', compartment: 'default' } as const);
  expect(await gatehouse.desk.decide(request?.id ?? '', decision, 'terminal')).toBe('decided');
  const target = new URL(page).pathname;
  const back = await sendBytes(port, bytesOf({ method: 'GET', target, headers: [['Host', `127.0.0.1:${port}`]] }), { once: true });
  return headerOf(back, 'location') ?? '';
}

const validRequest = () =>
  nearlyForm({
    response_type: ['code'],
    client_id: clientIds,
    redirect_uri: REDIRECTS,
    code_challenge: [makePkce().challenge],
    code_challenge_method: ['S256'],
    state: ['state-1'],
    scope: ['memory:read memory:write', 'openid email'],
    resource: [`${gatehouse.url}/mcp`],
    prompt: ['login', 'consent', 'none'],
    response_mode: ['query'],
    request_uri: ['https://evil.example/request'],
  });

describe('the authorization endpoint: whatever the query says', () => {
  it(
    'it answers with our page, our waiting page, or a redirect to a registered place, and never waits or falls',
    () =>
      forEveryCase(0.1, fc.tuple(validRequest(), fc.constantFrom('/oauth/authorize', '/authorize')), async ([query, path]) => {
        const answer = await sendBytes(port, bytesOf({ method: 'GET', target: asTarget(`${path}?${query}`), headers: [['Host', `127.0.0.1:${port}`]] }));
        expect([303, 400, 414, 431]).toContain(answer.status);
        const location = headerOf(answer, 'location') ?? '';
        if (location.startsWith(`${gatehouse.url}/oauth/authorize/`)) expect(isRegistered(await answerFrom(location)), location).toBe(true);
        else if (answer.status === 303) expect(isRegistered(location), location).toBe(true);
        expect(gatehouse.faults).toEqual([]);
      }),
    FUZZ_TIMEOUT,
  );

  it(
    'page addresses and Fetch-Metadata: nothing is let through that names no waiting request',
    () =>
      forEveryCase(
        0.03,
        fc.tuple(
          nearly('/oauth/authorize/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/oauth/authorize/A/poll', '/oauth/authorize/A/cancel', '/oauth/authorize'),
          nearly('none', 'cross-site', 'same-origin'),
          nearly('document', 'iframe', 'empty'),
          nearly('https://evil.example/page', 'http://127.0.0.1:1/'),
        ),
        async ([path, site, destination, referer]) => {
          const headers = [
            ['Host', `127.0.0.1:${port}`],
            ['Sec-Fetch-Site', asHeader(site)],
            ['Sec-Fetch-Dest', asHeader(destination)],
            ['Referer', asHeader(referer)],
          ] as const;
          const answer = await sendBytes(port, bytesOf({ method: 'GET', target: asTarget(path), headers }));
          // A poll of an unknown request says that nothing waits; a cancel leads back to the page, which says the same.
          if (answer.status === 200) expect(answer.body).toContain('{"waiting":false}');
          else if (answer.status === 303) expect(headerOf(answer, 'location')).toContain(`${gatehouse.url}/oauth/authorize/`);
          else expect([400, 403, 404, 414, 431]).toContain(answer.status);
          expect(gatehouse.faults).toEqual([]);
        },
      ),
    FUZZ_TIMEOUT,
  );
});

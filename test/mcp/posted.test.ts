import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect } from '../support/oauth-client.ts';
import { hold } from '../support/sockets.ts';
import { until } from '../support/until.ts';

let gatehouse: TestGatehouse;
let token: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse)).tokens.access_token;
});
afterAll(() => gatehouse.close());

const LIST = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/list' });
const TOO_LARGE = { code: -32000, message: 'Payload Too Large: Request body must not exceed 1048576 bytes' };

/** Writes one request after another to one connection, and waits for an answer to each. */
async function post(...requests: readonly (readonly [framing: string, ...pieces: (string | Buffer)[]])[]) {
  const { port } = new URL(gatehouse.url);
  const held = await hold(Number(port));
  const answers: { status: number; body: Record<string, unknown> }[] = [];
  for (const [framing, ...pieces] of requests) {
    const before = held.text().length;
    const head = [
      'POST /mcp HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      'Accept: application/json, text/event-stream',
      framing,
    ];
    held.socket.write(`${head.join('\r\n')}\r\n\r\n`);
    for (const piece of pieces) held.socket.write(piece);
    const text = await until(() => {
      const answer = held.text().slice(before);
      if (!answer.endsWith('\r\n0\r\n\r\n')) throw new Error(`no whole answer: ${answer}`);
      return answer;
    });
    answers.push({ status: Number(text.slice(9, 12)), body: JSON.parse(/\{"(?:jsonrpc|result|error)".*\}/.exec(text)?.[0] ?? 'null') });
  }
  held.socket.destroy();
  return answers;
}
const whole = (text: string) => [`Content-Length: ${Buffer.byteLength(text)}`, text] as const;
const chunk = (text: string | Buffer) => Buffer.concat([Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n`), Buffer.from(text), Buffer.from('\r\n')]);

describe('JSON-RPC 2.0 at the MCP endpoint: what was posted is looked at and then told to the official server as it came', () => {
  it.each(['{"jsonrpc":', '', '\u{1f4a3}', 'undefined'])('%j is a parse error, and the connection serves the next request', async (text) => {
    const [bad, good] = await post(whole(text), whole(LIST));
    expect([bad?.status, bad?.body]).toMatchObject([400, { jsonrpc: '2.0', error: { code: -32700 }, id: null }]);
    expect([good?.status, good?.body.id]).toEqual([200, 7]);
  });

  it('a message in pieces is one message', async () => {
    const [answer] = await post(['Transfer-Encoding: chunked', ...[LIST.slice(0, 20), LIST.slice(20)].map(chunk), '0\r\n\r\n']);
    expect([answer?.status, answer?.body.id]).toEqual([200, 7]);
  });

  it('a character whose bytes come apart is the same character', async () => {
    const bytes = Buffer.from(
      JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'memory_store', arguments: { content: 'Ærøskøbing' } } }),
    );
    const cut = bytes.indexOf(Buffer.from('ø')) + 1;
    await post(['Transfer-Encoding: chunked', chunk(bytes.subarray(0, cut)), chunk(bytes.subarray(cut)), '0\r\n\r\n']);
    const [found] = await post(whole(JSON.stringify({ jsonrpc: '2.0', id: 8, method: 'tools/call', params: { name: 'memory_search', arguments: {} } })));
    expect(found?.body).toMatchObject({ result: { structuredContent: { items: [{ content: 'Ærøskøbing' }] } } });
  });

  it('more than a megabyte is refused by its announced length, or counted as it comes', async () => {
    const [announced] = await post(['Content-Length: 1048577', '{']);
    const pieces = Array.from({ length: 17 }, () => chunk(Buffer.alloc(65_536, ' ')));
    const [counted] = await post(['Transfer-Encoding: chunked', ...pieces]);
    expect([announced, counted]).toEqual(Array.from({ length: 2 }, () => ({ status: 413, body: { jsonrpc: '2.0', error: TOO_LARGE, id: null } })));
  });

  it.each([
    ['a call', { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'memory_search', arguments: {}, deep: [] } }, 200],
    ['a list', { jsonrpc: '2.0', id: 7, method: 'tools/list', params: { _meta: { deep: [] } } }, 200],
    ['nothing of ours', [[]], 400],
  ])('what is nested deeper than can be written down again is read all the same: %s', async (_name, message, status) => {
    const [answer] = await post(whole(JSON.stringify(message).replace('[]', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)));
    expect([answer?.status, gatehouse.faults]).toEqual([status, []]);
  });

  it('whoever breaks off is no fault of ours', async () => {
    const held = await hold(Number(new URL(gatehouse.url).port));
    held.socket.end(
      `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"a"`,
    );
    await held.closed;
    const [next] = await post(whole(LIST));
    expect(next?.status).toBe(200);
    expect(gatehouse.faults).toEqual([]);
  });
});

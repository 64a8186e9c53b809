import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerCalls } from '../../src/admin/control-socket/answer-calls.ts';
import { createConversation } from '../../src/admin/control-socket/conversation.ts';
import { type ControlSocket, serveControl } from '../../src/admin/control-socket/serve-control.ts';
import { connectControl, OtherProgram } from '../../src/cli/control-client.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { SEED } from '../support/fuzz-cases.ts';

const random = { bytes: (count: number) => randomBytes(count) };
const directory = temporaryDirectory();
const admin = { status: async () => ({ ok: true }), 'requests.allow': async () => ({ allowed: [] }), lock: async () => ({ locked: true }) };
const answer = answerCalls({ admin, host: 'headless', onForbidden: () => undefined, onFault: () => undefined });
let control: ControlSocket;
beforeAll(async () => {
  control = await serveControl({ directory, random, answer });
});
afterAll(async () => {
  await control.close();
  removeDirectory(directory);
});

/** Sends lines and collects as many answers. */
function talk(lines: readonly string[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(control.address, () => socket.write(lines.map((line) => `${line}\n`).join('')));
    const answers: unknown[] = [];
    createInterface({ input: socket }).on('line', (line) => {
      if (answers.push(JSON.parse(line)) === lines.length) {
        socket.destroy();
        resolve(answers);
      }
    });
    socket.on('error', reject);
  });
}

describe('the control socket', () => {
  it('is in the data directory, for this user alone', () => {
    expect(control.address).toBe(join(directory, 'control.sock'));
    expect(statSync(control.address).mode & 0o777).toBe(0o600);
  });

  it('answers one line per call, in order, the first line may be the call', async () => {
    const call = (id: number, method: string) => JSON.stringify({ jsonrpc: '2.0', id, method, params: {} });
    expect(await talk([call(1, 'status'), 'garbage', call(2, 'nothing'), '[]', call(3, 'lock')])).toEqual([
      { jsonrpc: '2.0', id: 1, result: { ok: true } },
      { jsonrpc: '2.0', id: null, error: { code: -32_700, message: 'The line is not JSON.' } },
      { jsonrpc: '2.0', id: 2, error: { code: -32_601, message: 'There is no method nothing.' } },
      { jsonrpc: '2.0', id: null, error: { code: -32_600, message: 'The line is not a JSON-RPC 2.0 call.' } },
      { jsonrpc: '2.0', id: 3, result: { locked: true } },
    ]);
  });

  it('reads a record with much history in one line, and closes on a line that never ends', async () => {
    const long = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'status', params: { of: 'x'.repeat(12 * 1_048_576) } });
    expect(await talk([long, JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'lock' })])).toMatchObject([{ id: 1, result: { ok: true } }, { id: 2 }]);
    const socket = connect(control.address, () => socket.write('x'.repeat(17 * 1_048_576)));
    await new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
  });

  it('no line makes it fall or answer anything but JSON-RPC', async () => {
    const { reply: converse } = createConversation({ key: null, random, answer });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'status', params: value })),
        ),
        async (line) => {
          expect(await converse(line)).toMatchObject({ jsonrpc: '2.0' });
        },
      ),
      { numRuns: 300, ...SEED },
    );
  });

  it('in the desktop host it can only look and take away (the AI tool itself has a shell)', async () => {
    const desktop = answerCalls({ admin, host: 'desktop', onForbidden: () => undefined, onFault: () => undefined });
    await expect(desktop('requests.allow', {})).rejects.toMatchObject({ code: -32_001 });
    await expect(desktop('unlock', {})).rejects.toMatchObject({ code: -32_001 });
    expect(await desktop('lock', {})).toEqual({ locked: true });
  });

  it('what memories say is shown by the popup alone in the desktop host, and by the command where there is none', async () => {
    const call = { sentence: 'Forget 1 memory', allow: 'Forget it', count: 1, conditions: ['tagged “x”'], samples: ['The harbour opens at six'] };
    const requests = [
      { id: 'rq_1', call },
      { id: 'rq_2', call: null },
    ];
    const serving = (host: 'desktop' | 'headless') =>
      answerCalls({ admin: { 'requests.list': async () => ({ requests }) }, host, onForbidden: () => undefined, onFault: () => undefined });
    expect(await serving('headless')('requests.list', {})).toEqual({ requests });
    expect(await serving('desktop')('requests.list', {})).toEqual({ requests: [{ id: 'rq_1', call: { ...call, conditions: [], samples: [] } }, requests[1]] });
  });

  describe('another program in its place', () => {
    let other: Server;
    let place: string;
    const serve = async (says: string) => {
      place = temporaryDirectory();
      other = createServer((socket) => socket.on('error', () => undefined).on('data', () => socket.write(`${says}\r\n`)));
      await new Promise<void>((resolve) => other.listen(join(place, 'control.sock'), resolve));
    };
    afterEach(async () => {
      await new Promise((resolve) => other.close(resolve));
      removeDirectory(place);
    });

    it.each([
      'HTTP/1.1 400 Bad Request',
      'null',
      '"yes"',
      '[]',
      '{"id":1,"result":{}}',
      '{"jsonrpc":"2.0","id":1,"error":"no"}',
      '{"jsonrpc":"2.0","result":{}}',
    ])('is told from a broker when it says %s, and is not listened to any more', async (says) => {
      await serve(says);
      const client = await connectControl(place);
      const asked = await Promise.allSettled([client.call('status'), client.call('clients.list')]);
      for (const each of asked) expect(each).toMatchObject({ status: 'rejected', reason: expect.any(OtherProgram) });
      await expect(client.call('status')).rejects.toBeInstanceOf(OtherProgram);
    });

    it.each(['null', '{"id":1}', '{"proof":7}'])('is told from a broker when it proves with %s', async (result) => {
      await serve(`{"jsonrpc":"2.0","id":1,"result":${result}}`);
      writeFileSync(join(place, 'control.json'), JSON.stringify({ address: join(place, 'control.sock'), key: 'k'.repeat(43) }));
      await expect(connectControl(place)).rejects.toBeInstanceOf(OtherProgram);
    });

    it.each(['', 'null', '7', '{"address":7,"key":"k"}'])('a note with %j in it leads nowhere, and the socket beside it is asked', async (note) => {
      await serve('{"jsonrpc":"2.0","id":1}');
      writeFileSync(join(place, 'control.json'), note);
      const client = await connectControl(place);
      expect(await client.call('lock')).toBeUndefined();
      client.close();
    });
  });

  it('elsewhere than in the data directory both ends prove the key first', async () => {
    const deep = join(temporaryDirectory(), 'd'.repeat(60), 'e'.repeat(60));
    (await import('node:fs')).mkdirSync(deep, { recursive: true, mode: 0o700 });
    const far = await serveControl({ directory: deep, random, answer });
    expect(far.address.startsWith(deep)).toBe(false);
    expect(statSync(join(deep, 'control.json')).mode & 0o777).toBe(0o600);
    const client = await connectControl(deep);
    expect(await client.call('status')).toEqual({ ok: true });
    client.close();
    const { reply: stranger } = createConversation({ key: randomBytes(32).toString('base64url'), random, answer });
    expect(await stranger('{"jsonrpc":"2.0","id":1,"method":"status"}')).toMatchObject({ error: { code: -32_001 } });
    expect(await stranger('{"jsonrpc":"2.0","id":1,"method":"prove","params":{"proof":"x"}}')).toMatchObject({ error: { code: -32_001 } });
    expect(await stranger(`{"jsonrpc":"2.0","id":1,"method":"prove","params":{"proof":"${'x'.repeat(4_096)}"}}`)).toMatchObject({
      error: { code: -32_600, message: 'The line is too long.' },
    });
    await far.close();
    expect([existsSync(join(deep, 'control.json')), existsSync(dirname(far.address))]).toEqual([false, false]);
    chmodSync(deep, 0o700);
  });
});

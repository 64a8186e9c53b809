import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { answerCalls } from '../../src/admin/control-socket/answer-calls.ts';
import { createConversation } from '../../src/admin/control-socket/conversation.ts';
import { type ControlSocket, serveControl } from '../../src/admin/control-socket/serve-control.ts';
import { CONTROL_ERRORS } from '../../src/shared/control.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect as connectClient } from '../support/oauth-client.ts';
import { nearly, nearlyJson, nearlyJsonText } from './near-valid.ts';

const random = { bytes: (count: number) => randomBytes(count) };
const directory = temporaryDirectory();
const faults: unknown[] = [];
let gatehouse: TestGatehouse;
let methods: string[] = [];
let clientId = '';
let answer: ReturnType<typeof answerCalls>;
let control: ControlSocket;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  clientId = (await connectClient(gatehouse)).clientId;
  const admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
  methods = Object.keys(admin);
  answer = answerCalls({ admin, host: 'headless', onForbidden: () => undefined, onFault: (error) => void faults.push(error) });
  control = await serveControl({ directory, random, answer });
});
afterAll(async () => {
  await control.close();
  await gatehouse.close();
  removeDirectory(directory);
});

const parameters = () => ({
  id: clientId,
  scopes: ['memory:read'],
  for: 'once',
  compartment: 'default',
  block: false,
  name: 'script',
  minutes: 5,
  days: 30,
  limit: 10,
  before: 5,
  nonce: 'x',
  proof: 'y',
});

/** Calls of every method there is, with parameters that are nearly right. */
const lines = () =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom(...methods, 'prove'), nearlyJson(parameters()))
        .map(([method, params]) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })),
    },
    { weight: 2, arbitrary: nearlyJsonText({ jsonrpc: '2.0', id: 1, method: 'clients.get', params: { id: clientId } }) },
    { weight: 1, arbitrary: nearly('{"jsonrpc":"2.0","id":1,"method":"status"}', '[]', '{}') },
  );

describe('control-socket lines', () => {
  it(
    'every line gets one answer, and none is a fault of ours',
    async () => {
      const { reply: converse } = createConversation({ key: null, random, answer });
      await forEveryCase(0.08, lines(), async (line) => {
        const reply = await converse(line);
        expect(reply).toMatchObject({ jsonrpc: '2.0' });
        expect([line, 'error' in reply ? reply.error.code : 0]).not.toEqual([line, CONTROL_ERRORS.fault]);
        expect(faults).toEqual([]);
      });
    },
    FUZZ_TIMEOUT,
  );

  it(
    'without the key nothing is answered but the request for it',
    async () => {
      await forEveryCase(0.03, fc.array(lines(), { minLength: 1, maxLength: 4 }), async (conversation) => {
        const { reply: stranger } = createConversation({ key: randomBytes(32).toString('base64url'), random, answer });
        for (const line of conversation) {
          const reply = await stranger(line);
          if ('result' in reply) expect(Object.keys(reply.result as object)).toEqual(['nonce', 'proof']);
          else expect(reply.error.code).not.toBe(CONTROL_ERRORS.fault);
        }
      });
    },
    FUZZ_TIMEOUT,
  );

  it('found here once, refused since: a proof that is no text', async () => {
    const { reply: stranger } = createConversation({ key: randomBytes(32).toString('base64url'), random, answer });
    const reply = await stranger('{"jsonrpc":"2.0","id":1,"method":"prove","params":{"proof":{"toString":1}}}');
    expect(reply).toMatchObject({ error: { code: CONTROL_ERRORS.forbidden } });
  });

  it(
    'on the real socket, however the bytes are cut, there are as many answers as lines',
    () =>
      forEveryCase(0.02, fc.tuple(fc.array(lines(), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 400 })), async ([conversation, size]) => {
        const sent = conversation.map((line) => line.replace(/[\r\n]/g, ' ').toWellFormed()).filter((line) => line.trim() !== '' && line.length < 60_000);
        const bytes = Buffer.from(sent.map((line) => `${line}\n`).join(''));
        const answers = await new Promise<string>((resolve, reject) => {
          const socket = connect(control.address, () => {
            for (let at = 0; at < bytes.length; at += size) socket.write(bytes.subarray(at, at + size));
          });
          let text = '';
          const check = () => {
            if (text.split('\n').length - 1 < sent.length) return;
            socket.destroy();
            resolve(text);
          };
          socket.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
            check();
          });
          socket.on('error', reject);
          socket.on('connect', check);
        });
        expect(
          answers
            .trimEnd()
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line).jsonrpc),
        ).toEqual(sent.map(() => '2.0'));
      }),
    FUZZ_TIMEOUT,
  );
});

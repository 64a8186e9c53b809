import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../src/consent/desk.ts';
import { authorizationUrl, callTool, connect, get, makePkce, openWaiting } from '../support/oauth-client.ts';
import { type Desk, FROM_WEBSITE, startDesk } from './support.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.close());

const WRITE: Decision = { answer: 'allow', scopes: ['memory:write'], for: '30d', compartment: 'default' };
const wider = (clientId: string): string => authorizationUrl(desk.url, clientId, makePkce().challenge);

/** A connection that may read has tried to write. */
async function writeTooFar(): Promise<string> {
  const { clientId, tokens } = await connect(desk, ['memory:read']);
  await callTool(desk, tokens.access_token, 'memory_store', { content: 'x' });
  return clientId;
}

describe('ruling 15: a widening and the authorization request of its client', () => {
  it('are one question when the request comes before anybody was asked', async () => {
    const clientId = await writeTooFar();
    const page = await openWaiting(wider(clientId));
    const [request, ...others] = desk.desk.list();
    expect([request?.kind, request?.answerGoesTo, others]).toEqual(['widening', '127.0.0.1:51004', []]);
    expect(await desk.desk.decide(request?.id ?? '', WRITE, 'popup')).toBe('decided');
    expect((await get(page)).headers.get('location')).toContain('?code=');
  });

  it('an answer to what was read gives no code to a request that came after it was read', async () => {
    const clientId = await writeTooFar();
    desk.clock.advance(2_000);
    const [read] = desk.desk.list();
    expect(read).toMatchObject({ kind: 'widening', answerGoesTo: null });
    const page = await openWaiting(wider(clientId));
    expect(await desk.desk.decide(read?.id ?? '', WRITE, 'command')).toBe('gone');
    expect((await get(page)).status).toBe(200);
    const [anew, ...others] = desk.desk.list();
    expect([anew?.kind, anew?.answerGoesTo, desk.screen.now()?.id, others]).toEqual(['widening', '127.0.0.1:51004', anew?.id, []]);
    expect(anew?.id).not.toBe(read?.id);
  });

  it('are two when a website opened the request, which then takes a place among those of websites', async () => {
    const clientId = await writeTooFar();
    expect((await get(wider(clientId), FROM_WEBSITE)).status).toBe(303);
    desk.clock.advance(2_000);
    expect(desk.desk.list().map(({ kind, answerGoesTo }) => [kind, answerGoesTo])).toEqual([
      ['widening', null],
      ['connection', '127.0.0.1:51004'],
    ]);
    expect((await get(wider(clientId), FROM_WEBSITE)).headers.get('location')).toContain('error=temporarily_unavailable');
  });
});

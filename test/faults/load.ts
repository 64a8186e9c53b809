/** Several clients at work at once, until the broker is gone. Each writes down what it was answered. */
import { randomUUID } from 'node:crypto';
import { connectControl } from '../../src/cli/control-client.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { authorizationUrl, makePkce, postForm, postJson, register, type Tokens } from '../support/oauth-client.ts';
import type { HeldCode, Ledger, Login } from './ledger.ts';

type Target = { readonly issuer: string; readonly directory: string };

/** @returns when every client has noticed that the broker is gone */
export async function work({ issuer, directory }: Target, ledger: Ledger): Promise<void> {
  const control = await connectControl(directory);

  async function registerOne(): Promise<string> {
    // A name of its own: clients that look alike are one row, and are disconnected together (ruling 7).
    const answer = await register(issuer, { client_name: `Client ${randomUUID()}` });
    const { client_id, registration_client_uri, registration_access_token } = answer as Record<string, string>;
    ledger.registrations.push({ id: client_id ?? '', uri: registration_client_uri ?? '', token: registration_access_token ?? '' });
    return client_id ?? '';
  }

  async function holdCode(): Promise<HeldCode> {
    const clientId = await registerOne();
    const { verifier, challenge } = makePkce();
    const { page } = await openAuthorization(authorizationUrl(issuer, clientId, challenge));
    const held: HeldCode = { clientId, code: (await untilAnswered(page)).location.searchParams.get('code') ?? '', verifier, redeemed: 'no' };
    ledger.codes.push(held);
    return held;
  }

  async function logIn(): Promise<Login> {
    const held = await holdCode();
    held.redeemed = 'asked';
    const login: Login = { clientId: held.clientId, tokens: await redeem(issuer, held), revoked: 'no' };
    ledger.logins.push(login);
    return login;
  }

  const clients: (() => Promise<unknown>)[] = [
    registerOne,
    holdCode,
    logIn,
    async () => {
      const login = await logIn();
      for (let renewals = 0; renewals < 5; renewals += 1) await renew(issuer, login);
    },
    async () => {
      const login = await logIn();
      login.revoked = 'asked';
      await succeed(postForm(`${issuer}/oauth/revoke`, { token: login.tokens.refresh_token, client_id: login.clientId }));
      login.revoked = 'yes';
    },
    async () => {
      const login = await logIn();
      login.revoked = 'asked';
      await control.call('clients.revoke', { id: login.clientId });
      login.revoked = 'yes';
    },
    async () => {
      const { tokens } = await logIn();
      const authorization = `Bearer ${tokens.access_token}`;
      for (let count = 0; count < 5; count += 1) {
        const content = `memory ${ledger.memories.length} of ${issuer}`;
        const { id } = (await (await succeed(postJson(`${issuer}/api/memories`, { content }, { authorization }))).json()) as { id: string };
        const kept: Ledger['memories'][number] = { id, content, forgotten: 'no' };
        ledger.memories.push(kept);
        if (count > 0) continue;
        kept.forgotten = 'asked';
        await succeed(fetch(`${issuer}/api/memories/${id}`, { method: 'DELETE', headers: { authorization } }));
        kept.forgotten = 'yes';
      }
    },
  ];
  await Promise.all(clients.map(untilGone));
  control.close();
}

/** A refusal is a failure of the test; a connection that breaks is the end that was meant. */
async function untilGone(act: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await act();
    } catch (error) {
      if (error instanceof Refused) throw error;
      return;
    }
  }
}

class Refused extends Error {
  override readonly name = 'Refused';
}

async function succeed(response: Promise<Response>): Promise<Response> {
  const answer = await response;
  if (!answer.ok) throw new Refused(`${answer.status} ${await answer.text()}`);
  return answer;
}

export async function redeem(issuer: string, { clientId, code, verifier }: HeldCode): Promise<Tokens> {
  const form = { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier };
  return (await (await succeed(postForm(`${issuer}/oauth/token`, form))).json()) as Tokens;
}

export async function renew(issuer: string, login: Login): Promise<void> {
  const form = { grant_type: 'refresh_token', refresh_token: login.tokens.refresh_token, client_id: login.clientId };
  login.tokens = (await (await succeed(postForm(`${issuer}/oauth/token`, form))).json()) as Tokens;
}

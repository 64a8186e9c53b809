/** One connection to a broker of its own process, made the way a client makes it. The broker consents by itself or is answered meanwhile. */
import { openAuthorization, untilAnswered } from './browser.ts';
import { authorizationUrl, makePkce, postForm, register, type Tokens } from './oauth-client.ts';

export type BrokerConnection = { readonly clientId: string; readonly tokens: Tokens };

/** @param overrides of the authorization request */
export async function connectBroker(issuer: string, overrides: Record<string, string | null> = {}): Promise<BrokerConnection> {
  const clientId = String((await register(issuer)).client_id);
  const { verifier, challenge } = makePkce();
  const { page } = await openAuthorization(authorizationUrl(issuer, clientId, challenge, overrides));
  const code = (await untilAnswered(page)).location.searchParams.get('code') ?? '';
  const answer = await postForm(`${issuer}/oauth/token`, { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier });
  if (answer.status !== 200) throw new Error(await answer.text());
  return { clientId, tokens: (await answer.json()) as Tokens };
}

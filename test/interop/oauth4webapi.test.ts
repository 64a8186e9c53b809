import * as oauth from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { allowNext } from '../support/answer.ts';
import { openAuthorization, untilAnswered } from '../support/browser.ts';
import { sharedBroker } from '../support/each-test.ts';

/** Loopback is http; everything else about this client stays as strict as it is. */
const insecure = { [oauth.allowInsecureRequests]: true };
const REDIRECT = 'http://127.0.0.1:33555/callback';

describe('oauth4webapi, an independent strict client', () => {
  const broker = sharedBroker();

  it('discovers, registers, authorizes with PKCE and iss, redeems, refreshes and revokes', async () => {
    const resource = new URL(broker.mcp);
    const protectedResource = await oauth.processResourceDiscoveryResponse(resource, await oauth.resourceDiscoveryRequest(resource, insecure));
    const issuer = new URL(protectedResource.authorization_servers?.[0] ?? '');
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oauth2' }));
    expect(as.code_challenge_methods_supported).toEqual(['S256']);

    const registered = await oauth.dynamicClientRegistrationRequest(
      as,
      { client_name: 'strict', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' },
      insecure,
    );
    const client = await oauth.processDynamicClientRegistrationResponse(registered);

    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(as.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'memory:read memory:write',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      resource: protectedResource.resource,
    }).toString();
    const { page } = await openAuthorization(url);
    await allowNext(broker, '--for', 'always');
    const { location } = await untilAnswered(page);

    const parameters = oauth.validateAuthResponse(as, client, location, state);
    const codeGrant = () => oauth.authorizationCodeGrantRequest(as, client, oauth.None(), parameters, REDIRECT, verifier, insecure);
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, await codeGrant());
    expect(tokens).toMatchObject({ expires_in: 900, scope: 'memory:read memory:write' });

    const claims = await oauth.validateJwtAccessToken(
      as,
      new Request(resource, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
      broker.mcp,
      insecure as never,
    );
    expect(claims.client_id).toBe(client.client_id);

    const refresh = (token: string) => oauth.refreshTokenGrantRequest(as, client, oauth.None(), token, insecure);
    const renewed = await oauth.processRefreshTokenResponse(as, client, await refresh(tokens.refresh_token ?? ''));
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);

    await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, oauth.None(), renewed.refresh_token ?? '', insecure));
    await expect(oauth.processRefreshTokenResponse(as, client, await refresh(renewed.refresh_token ?? ''))).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(oauth.processAuthorizationCodeResponse(as, client, await codeGrant())).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

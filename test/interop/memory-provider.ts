/** What every MCP application has to bring along for OAuth: somewhere to keep what it gets. Knows nothing of Gatehouse. */

const REDIRECT = 'http://127.0.0.1:33417/callback';

export function createMemoryProvider(name: string) {
  let client: Record<string, unknown> | undefined;
  let tokens: { access_token: string } | undefined;
  let verifier = '';
  let state: unknown;
  let url: URL | undefined;
  return {
    redirectUrl: REDIRECT,
    clientMetadata: {
      client_name: name,
      redirect_uris: [REDIRECT],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'memory:read memory:write memory:admin',
    },
    clientInformation: () => client,
    saveClientInformation: (information: Record<string, unknown>) => {
      client = information;
    },
    tokens: () => tokens,
    saveTokens: (saved: { access_token: string }) => {
      tokens = saved;
    },
    redirectToAuthorization: (to: URL) => {
      url = to;
    },
    saveCodeVerifier: (text: string) => {
      verifier = text;
    },
    codeVerifier: () => verifier,
    saveDiscoveryState: (saved: unknown) => {
      state = saved;
    },
    discoveryState: () => state,
    authorizationUrl: (): URL => {
      if (url === undefined) throw new Error('no authorization was asked for');
      return url;
    },
    accessToken: () => tokens?.access_token ?? '',
  };
}

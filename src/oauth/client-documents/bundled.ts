/**
 * The metadata documents of well-known programs, so that connecting them works offline and tells nobody. They prove nothing
 * about who presents them: any program on this computer can.
 */

type Bundled = { readonly name: string; readonly redirectUris: readonly string[] };

/** As published by their makers; looked at in September 2026. */
const DOCUMENTS: ReadonlyMap<string, Bundled> = new Map([
  ['https://claude.ai/oauth/claude-code-client-metadata', { name: 'Claude Code', redirectUris: ['http://localhost/callback', 'http://127.0.0.1/callback'] }],
  ['https://vscode.dev/oauth/client-metadata.json', { name: 'Visual Studio Code', redirectUris: ['http://127.0.0.1:33418/', 'https://vscode.dev/redirect'] }],
  [
    'https://insiders.vscode.dev/oauth/client-metadata.json',
    { name: 'Visual Studio Code - Insiders', redirectUris: ['http://127.0.0.1:33418/', 'https://insiders.vscode.dev/redirect'] },
  ],
  ['https://zed.dev/oauth/client-metadata.json', { name: 'Zed', redirectUris: ['http://127.0.0.1/callback'] }],
  ['https://goose-docs.ai/oauth/client-metadata.json', { name: 'goose', redirectUris: ['http://127.0.0.1/oauth_callback', 'http://localhost/oauth_callback'] }],
  [
    'https://opencode.ai/oauth/opencode/client.json',
    { name: 'opencode', redirectUris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://127.0.0.1/mcp/oauth/callback'] },
  ],
  ['https://chatgpt.com/oauth/codex/client.json', { name: 'Codex', redirectUris: ['http://127.0.0.1/callback', 'http://localhost/callback'] }],
]);

/** Codex has a document per MCP server: its callback path repeats the id that it derives from the server's address. */
const CODEX = /^https:\/\/chatgpt\.com\/oauth\/codex\/([A-Za-z0-9_-]{8,24})\/client\.json$/;

/** @returns the document as its host would serve it, or null for a program that is not known here */
export function bundledDocument(url: string): Readonly<Record<string, unknown>> | null {
  const codex = CODEX.exec(url)?.[1];
  const known = codex === undefined ? DOCUMENTS.get(url) : forCodex(codex);
  if (known === undefined) return null;
  return {
    client_id: url,
    client_name: known.name,
    redirect_uris: known.redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    application_type: 'native',
  };
}

function forCodex(id: string): Bundled {
  return { name: 'Codex', redirectUris: [`http://127.0.0.1/callback/${id}`, `http://localhost/callback/${id}`] };
}

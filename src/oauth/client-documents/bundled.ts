/**
 * The metadata documents of well-known clients, so that they work without a network: a client that has chosen its URL does
 * not fall back to registration. They prove nothing about who is calling; any program can present these ids.
 */
import { isClientIdUrl } from './client-id-url.ts';
import type { PublishedDocument } from './document-cache.ts';

/**
 * As published on 2026-09-21: Claude Code, VS Code, Zed and goose as recorded in cocoar-dev/modgud
 * (RealWorldClientMetadata.cs). VS Code Insiders: the same members under its own host, as listed in the client catalogue
 * of speakeasy-api/gram. opencode: anomalyco/opencode 47737 and 47743. Codex: openai/codex 30460 and its documentation;
 * the id in its path is made from the address of the MCP server (9 bytes of SHA-256), so it cannot be listed.
 */
const READ_AT = Date.UTC(2026, 8, 21);
const ID = '([A-Za-z0-9_-]{12})';
const CODEX_PER_SERVER = new RegExp(`^https://chatgpt\\.com/oauth/codex/${ID}/client\\.json$`);

const DOCUMENTS: ReadonlyMap<string, PublishedDocument['members']> = new Map(
  [
    native('https://claude.ai/oauth/claude-code-client-metadata', 'Claude Code', ['http://localhost/callback', 'http://127.0.0.1/callback']),
    native('https://vscode.dev/oauth/client-metadata.json', 'Visual Studio Code', ['http://127.0.0.1:33418/', 'https://vscode.dev/redirect']),
    native('https://insiders.vscode.dev/oauth/client-metadata.json', 'Visual Studio Code - Insiders', [
      'http://127.0.0.1:33418/',
      'https://insiders.vscode.dev/redirect',
    ]),
    native('https://zed.dev/oauth/client-metadata.json', 'Zed', ['http://127.0.0.1/callback']),
    native('https://chatgpt.com/oauth/codex/client.json', 'Codex', ['http://127.0.0.1/callback', 'http://localhost/callback']),
    native('https://goose-docs.ai/oauth/client-metadata.json', 'goose', ['http://127.0.0.1/oauth_callback', 'http://[::1]/oauth_callback']),
    native('https://opencode.ai/oauth/opencode/client.json', 'opencode', [
      'http://127.0.0.1/callback',
      'http://localhost/callback',
      'http://127.0.0.1/mcp/oauth/callback',
    ]),
  ].map((members) => [members.client_id, members]),
);

/** @returns null when the client has to be asked for its document */
export function bundledDocument(clientId: string): PublishedDocument | null {
  const members = DOCUMENTS.get(clientId) ?? codexFor(clientId);
  return members === null ? null : { members, at: READ_AT };
}

function codexFor(clientId: string): PublishedDocument['members'] | null {
  const id = isClientIdUrl(clientId) ? CODEX_PER_SERVER.exec(clientId)?.[1] : undefined;
  return id === undefined ? null : native(clientId, 'Codex', [`http://127.0.0.1/callback/${id}`]);
}

function native(clientId: string, name: string, redirectUris: readonly string[]) {
  return {
    client_id: clientId,
    client_name: name,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  } as const;
}

/** Programs that a person often enters by hand, with the addresses that they are answered at. */
export type ClientPreset = { readonly name: string; readonly redirectUris: readonly string[] };

/** Without a port where the program takes any; as in the registrations that these programs send themselves. */
export const CLIENT_PRESETS: Readonly<Record<string, ClientPreset>> = {
  'claude-code': { name: 'Claude Code', redirectUris: ['http://localhost/callback', 'http://127.0.0.1/callback'] },
  cursor: { name: 'Cursor', redirectUris: ['http://localhost:8787/callback', 'cursor://anysphere.cursor-mcp/oauth/callback'] },
  vscode: { name: 'Visual Studio Code', redirectUris: ['http://127.0.0.1/', 'http://127.0.0.1:33418/'] },
};

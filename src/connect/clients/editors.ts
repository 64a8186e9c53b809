/** Editors: Cursor, VS Code, Windsurf, Zed. */
import { type ClientProgram, ENTRY_NAME, settingsHome } from '../client-program.ts';

/** Its documentation: docs.cursor.com, "MCP", and "MCP install links". */
export const cursor: ClientProgram = {
  id: 'cursor',
  name: 'Cursor',
  files: ({ home }) => [`${home}/.cursor/mcp.json`],
  signs: (places) => [`${places.home}/.cursor`, `${settingsHome(places)}/Cursor`],
  format: 'json',
  path: () => ['mcpServers', ENTRY_NAME],
  entry: ({ url }) => ({ url }),
  link: ({ url }) =>
    `cursor://anysphere.cursor-deeplink/mcp/install?name=${ENTRY_NAME}&config=${encodeURIComponent(Buffer.from(JSON.stringify({ url })).toString('base64'))}`,
  processes: ['cursor'],
  next: 'In Cursor open Settings, MCP, and press Connect beside gatehouse. A question from Gatehouse follows.',
};

/** code.visualstudio.com, "Use MCP servers in VS Code". */
export const vsCode: ClientProgram = {
  id: 'vscode',
  name: 'VS Code',
  files: (places) => [`${settingsHome(places)}/Code/User/mcp.json`],
  signs: (places) => [`${settingsHome(places)}/Code`],
  format: 'json',
  path: () => ['servers', ENTRY_NAME],
  entry: ({ url }) => ({ type: 'http', url }),
  link: ({ url }) => `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: ENTRY_NAME, type: 'http', url }))}`,
  processes: ['code'],
  next: 'In VS Code run “MCP: List Servers”, choose gatehouse and start it. A question from Gatehouse follows.',
};

/** docs.windsurf.com, "Cascade MCP integration". The member is `serverUrl`, not `url`. */
export const windsurf: ClientProgram = {
  id: 'windsurf',
  name: 'Windsurf',
  files: ({ home }) => [`${home}/.codeium/windsurf/mcp_config.json`],
  signs: (places) => [`${places.home}/.codeium/windsurf`, `${settingsHome(places)}/Windsurf`],
  format: 'json',
  path: () => ['mcpServers', ENTRY_NAME],
  entry: ({ url }) => ({ serverUrl: url }),
  processes: ['windsurf'],
  next: 'In Windsurf open the MCP panel and press Refresh. A question from Gatehouse follows.',
};

/** zed.dev/docs, "Model Context Protocol". The same place on macOS and Linux. */
export const zed: ClientProgram = {
  id: 'zed',
  name: 'Zed',
  files: (places) => [places.platform === 'win32' ? `${places.appData}/Zed/settings.json` : `${zedHome(places)}/settings.json`],
  signs: (places) => [places.platform === 'win32' ? `${places.appData}/Zed` : zedHome(places)],
  format: 'json',
  path: () => ['context_servers', ENTRY_NAME],
  entry: ({ url }) => ({ url }),
  processes: ['zed', 'zed-editor'],
  next: 'In Zed open the agent panel’s settings and press Authenticate beside gatehouse. A question from Gatehouse follows.',
};

function zedHome({ platform, home, configHome }: { platform: NodeJS.Platform; home: string; configHome: string }): string {
  return platform === 'darwin' ? `${home}/.config/zed` : `${configHome}/zed`;
}

/** Programs of the terminal: Claude Code, Codex, Gemini CLI, opencode, goose. */
import { type ClientProgram, ENTRY_NAME, type Places } from '../client-program.ts';
import { isTable } from '../edit/config-format.ts';

/** docs.claude.com, "Connect Claude Code to tools via MCP". The scope `user` is kept in `~/.claude.json`, or where `CLAUDE_CONFIG_DIR` says. */
export const claudeCode: ClientProgram = {
  id: 'claude-code',
  name: 'Claude Code',
  files: ({ home, moved }) => [`${moved('CLAUDE_CONFIG_DIR') ?? home}/.claude.json`],
  signs: ({ home, moved }) => [`${moved('CLAUDE_CONFIG_DIR') ?? home}/.claude.json`, `${home}/.claude`],
  format: 'json',
  path: () => ['mcpServers', ENTRY_NAME],
  entry: ({ url }) => ({ type: 'http', url }),
  command: {
    program: 'claude',
    add: ({ url }) => ['mcp', 'add', '--transport', 'http', '--scope', 'user', ENTRY_NAME, url],
    remove: ['mcp', 'remove', '--scope', 'user', ENTRY_NAME],
  },
  login: { program: 'claude', words: ['mcp', 'login', ENTRY_NAME] },
  processes: ['claude'],
  next: `Run: claude mcp login ${ENTRY_NAME}, or in Claude Code type /mcp, choose ${ENTRY_NAME} and Authenticate. A question from Gatehouse follows.`,
};

/** developers.openai.com, "Codex, Model Context Protocol": one file for the command line, the editor extension and the app. */
export const codex: ClientProgram = {
  id: 'codex',
  name: 'Codex',
  files: (places) => [`${codexHome(places)}/config.toml`],
  signs: (places) => [codexHome(places)],
  format: 'toml',
  path: () => ['mcp_servers', ENTRY_NAME],
  entry: ({ url }) => ({ url }),
  // Its own `mcp add --url` begins a login at once, before anything could be read back, so the file is changed instead.
  login: { program: 'codex', words: ['mcp', 'login', ENTRY_NAME] },
  processes: ['codex'],
  next: `Run: codex mcp login ${ENTRY_NAME}. A question from Gatehouse follows.`,
};

/** The project's docs/tools/mcp-server.md. `httpUrl` is Streamable HTTP in every version; `url` alone is the older transport. */
export const gemini: ClientProgram = {
  id: 'gemini',
  name: 'Gemini CLI',
  files: (places) => [`${geminiHome(places)}/settings.json`],
  signs: (places) => [geminiHome(places)],
  format: 'json',
  path: () => ['mcpServers', ENTRY_NAME],
  entry: ({ url }) => ({ httpUrl: url }),
  alike: ({ url }) => ({ url, type: 'http' }),
  command: {
    program: 'gemini',
    add: ({ url }) => ['mcp', 'add', '--transport', 'http', '--scope', 'user', ENTRY_NAME, url],
    remove: ['mcp', 'remove', '--scope', 'user', ENTRY_NAME],
  },
  processes: ['gemini'],
  next: `In Gemini CLI type: /mcp auth ${ENTRY_NAME}. A question from Gatehouse follows.`,
};

/** opencode.ai/docs, "MCP servers" and "Migrate from V1": the second version keeps servers one level deeper, and reads the layout of the first. */
export const opencode: ClientProgram = {
  id: 'opencode',
  name: 'opencode',
  files: (places) => [`${opencodeHome(places)}/opencode.json`, `${opencodeHome(places)}/opencode.jsonc`],
  signs: (places) => [opencodeHome(places)],
  format: 'json',
  path: ({ mcp }) => (isTable(mcp) && isTable(mcp.servers) ? ['mcp', 'servers', ENTRY_NAME] : ['mcp', ENTRY_NAME]),
  entry: ({ url }) => ({ type: 'remote', url }),
  alike: ({ url }) => ({ type: 'remote', url, enabled: true }),
  login: { program: 'opencode', words: ['mcp', 'auth', ENTRY_NAME] },
  processes: ['opencode'],
  next: `Run: opencode mcp auth ${ENTRY_NAME}. A question from Gatehouse follows.`,
};

/** block.github.io/goose, "Configuration files" and "Using extensions". */
export const goose: ClientProgram = {
  id: 'goose',
  name: 'goose',
  files: (places) => [`${gooseHome(places)}/config.yaml`],
  signs: (places) => [gooseHome(places)],
  format: 'yaml',
  path: () => ['extensions', ENTRY_NAME],
  entry: ({ url }) => ({ enabled: true, type: 'streamable_http', name: ENTRY_NAME, description: 'Memories on this computer', uri: url, timeout: 300 }),
  processes: ['goose', 'goosed'],
  next: 'Start a new goose session. A question from Gatehouse follows at the first use.',
};

function codexHome({ home, moved }: Places): string {
  return moved('CODEX_HOME') ?? `${home}/.codex`;
}

function geminiHome({ home, moved }: Places): string {
  return `${moved('GEMINI_CLI_HOME') ?? home}/.gemini`;
}

function opencodeHome({ configHome }: Places): string {
  return `${configHome}/opencode`;
}

function gooseHome({ platform, home, appData, configHome }: Places): string {
  if (platform === 'win32') return `${appData}/Block/goose/config`;
  return `${platform === 'linux' ? configHome : `${home}/.config`}/goose`;
}

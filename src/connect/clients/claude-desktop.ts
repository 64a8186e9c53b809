/** Claude Desktop reaches servers on this computer only through pipes, so it is given a bridge. */
import { type ClientProgram, ENTRY_NAME, settingsHome } from '../client-program.ts';

/** modelcontextprotocol.io, "Connect to local MCP servers". */
export const claudeDesktop: ClientProgram = {
  id: 'claude-desktop',
  name: 'Claude Desktop',
  files: (places) => [`${settingsHome(places)}/Claude/claude_desktop_config.json`],
  signs: (places) => [`${settingsHome(places)}/Claude`],
  format: 'json',
  path: () => ['mcpServers', ENTRY_NAME],
  entry: ({
    bridge: {
      words: [command, ...args],
    },
  }) => ({ command, args }),
  withoutBridge: 'Open gatehouse.mcpb of the release with Claude Desktop',
  processes: ['claude'],
  next: 'Quit Claude Desktop and start it again. A question from Gatehouse follows.',
};

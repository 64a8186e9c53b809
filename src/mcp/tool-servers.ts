/**
 * Servers of the tools, between two calls. The official server describes a tool by an object with a getter of its own, and V8
 * keeps whatever such a getter can see until the whole heap is collected: with a new server for every call that is the call with
 * everything in it. Whose call it is a tool learns from the call, never from the server.
 */
import type { McpServer } from '@modelcontextprotocol/server';
import type { Era } from './servers.ts';

export type ToolServer = { readonly era: Era; readonly server: McpServer };

export type ToolServers = {
  take(era: Era): ToolServer;
  /** Only after the whole answer left: two calls never share a server at the same time. One that is still connected is dropped. */
  giveBack(toolServer: ToolServer): void;
};

/** As many calls as there usually are at once at most; of more of them each has a server of its own. */
const MOST_KEPT = 16;

export function createToolServers(make: (era: Era) => McpServer): ToolServers {
  const kept: Readonly<Record<Era, ToolServer[]>> = { legacy: [], modern: [] };
  return {
    take: (era) => kept[era].pop() ?? { era, server: make(era) },
    giveBack(toolServer) {
      const others = kept[toolServer.era];
      if (!toolServer.server.isConnected() && others.length < MOST_KEPT) others.push(toolServer);
    },
  };
}

/** One call of a tool or one look at the list; never `initialize`, after which a server would remember who its client is. */
export function isForTools(message: unknown): boolean {
  if (typeof message !== 'object' || message === null || !('method' in message) || !('id' in message)) return false;
  return message.method === 'tools/call' || message.method === 'tools/list';
}

/** The MCP endpoint on the official server: both protocol eras, no session, the caller checked again at every call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { type AuthInfo, createMcpHandler, type McpServer } from '@modelcontextprotocol/server';
import type { Memories } from '../memory/memories.ts';
import type { Access, AccessCheck } from '../oauth/access/access.ts';
import type { RateLimit } from '../shared/rate-limit.ts';
import { type AnswerForm, answerForm, BOTH_TYPES } from './answer-form.ts';
import { createAnswerInJson } from './answer-in-json.ts';
import { type Exchange, exchangeOf } from './exchange.ts';
import { readPosted } from './posted.ts';
import type { RunningCalls } from './running-calls.ts';
import { createServer, createToolServer, type Era } from './servers.ts';
import { createServing } from './serving.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { ToolCalls } from './tool-calls.ts';
import { createToolServers } from './tool-servers.ts';

type Deps = {
  readonly calls: ToolCalls;
  readonly memories: Memories;
  readonly subscriptions: Subscriptions;
  readonly running: RunningCalls;
  readonly access: AccessCheck;
  /** Calls by client. */
  readonly rate: RateLimit;
  readonly version: string;
  /** A fault of ours on the wire. */
  readonly onFault: (error: unknown, where: string) => string;
};

export type McpEndpoint = {
  /** @param urls where the 403 challenge points to */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    access: Access,
    urls: { readonly resource: string; readonly resourceMetadata: string },
  ): Promise<void>;
  close(): Promise<void>;
};

const MOST_BYTES = 1_048_576;
/** Every change is compared with every resource that a stream names, so a stream names some hundreds at most. */
const MOST_BYTES_TO_LISTEN = 16_384;

export function createMcpEndpoint(deps: Deps): McpEndpoint {
  const { subscriptions, version } = deps;
  const toolServers = createToolServers((era) => createToolServer(version, era));
  const handler = createMcpHandler(({ authInfo, era }) => serverFor(exchangeOf(authInfo), era), { maxRequestBodySize: MOST_BYTES, bus: subscriptions.bus });
  const onerror = (error: Error) => void (isHangUp(error) || deps.onFault(error, '/mcp'));
  const serveStream = toNodeHandler(handler, { maxRequestBodySize: MOST_BYTES_TO_LISTEN, onerror });
  const inJson = createAnswerInJson(handler.fetch, (options) => serverFor(exchangeOf(options?.authInfo), 'legacy'), MOST_BYTES);
  const serveCall: Readonly<Record<AnswerForm, typeof serveStream>> = {
    stream: toNodeHandler(handler, { maxRequestBodySize: MOST_BYTES, onerror }),
    json: toNodeHandler({ fetch: inJson }, { maxRequestBodySize: MOST_BYTES, onerror }),
  };

  function serverFor(exchange: Exchange, era: Era): McpServer {
    if (!exchange.forTools) return createServer(version, era, exchange.serving);
    exchange.toolServer = toolServers.take(era);
    return exchange.toolServer.server;
  }

  return {
    async handle(incoming, response, access, { resource, resourceMetadata }) {
      deps.running.track(access.grantId, response);
      // The official server refuses a body that says another method than this header.
      const listens = incoming.headers['mcp-method'] === 'subscriptions/listen';
      const form = answerForm(incoming);
      if (form !== null) incoming.headers.accept = BOTH_TYPES;
      const { request, message } = await readPosted(incoming, listens ? MOST_BYTES_TO_LISTEN : MOST_BYTES);
      const exchange: Exchange = { serving: createServing(deps, access), forTools: message !== undefined, toolServer: null };
      const auth: AuthInfo = {
        token: '',
        clientId: access.clientId,
        scopes: [...deps.access.scopes(access)],
        expiresAt: access.expiresAt,
        resource: new URL(resource),
        resourceMetadataUrl: resourceMetadata,
        extra: { exchange },
      };
      const serve = listens ? serveStream : serveCall[form ?? 'stream'];
      await subscriptions.serving(access, response, () => serve(Object.assign(request, { auth }) as Parameters<typeof serve>[0], response, message));
      // Where the caller hung up the call may still be running, though the official server has closed.
      if (exchange.toolServer !== null && !response.destroyed) toolServers.giveBack(exchange.toolServer);
    },
    async close() {
      subscriptions.close();
      await handler.close();
    },
  };
}

/** The caller went away before its request was whole. No fault of ours, and nothing that it may fill our log with. */
function isHangUp(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNRESET';
}

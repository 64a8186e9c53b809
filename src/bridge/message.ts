/** A JSON-RPC message as the bridge looks at it: whether it wants an answer, and what belongs into the headers of its request. */

export type Message = {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: unknown;
};
export type Id = string | number;

/** What one line holds: a message, or a batch of the older wire. */
export type Line = { readonly text: string; readonly messages: readonly Message[] };

/** @returns null when it is no JSON-RPC */
export function readLine(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    const messages = Array.isArray(value) ? value : [value];
    return messages.length > 0 && messages.every((each) => typeof each === 'object' && each !== null) ? { text, messages } : null;
  } catch {
    return null;
  }
}

/** @returns ids of the requests in it; a notification, and an answer, wants none */
export function asked({ messages }: Line): readonly Id[] {
  return messages.flatMap(({ id, method }) => (method !== undefined && id !== undefined && id !== null ? [id] : []));
}

const VERSION = 'io.modelcontextprotocol/protocolVersion';

/** MCP 2026-07-28: a message of the newer era says in itself which version it speaks. */
function versionOf({ params }: Message): string | null {
  const meta = params?._meta;
  const version = typeof meta === 'object' && meta !== null ? (meta as Record<string, unknown>)[VERSION] : undefined;
  return typeof version === 'string' ? version : null;
}

/** The methods whose name or address stands in a header as well. */
const NAMED: Readonly<Record<string, string>> = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };

/**
 * @param negotiated the version that `initialize` ended with; null before, and in the newer era
 * @returns headers that must say the same as the body (MCP 2026-07-28, "Streamable HTTP")
 */
export function headersOf({ messages }: Line, negotiated: string | null): Readonly<Record<string, string>> {
  const [message] = messages;
  const version = message === undefined ? null : versionOf(message);
  if (message === undefined || version === null) return negotiated === null ? {} : { 'mcp-protocol-version': negotiated };
  const { method } = message;
  const name = method === undefined ? undefined : message.params?.[NAMED[method] ?? ''];
  return {
    'mcp-protocol-version': headerValue(version),
    ...(method === undefined ? {} : { 'mcp-method': headerValue(method) }),
    ...(typeof name === 'string' ? { 'mcp-name': headerValue(name) } : {}),
  };
}

/** What a header cannot carry as it is travels in the specification's own wrapping. */
function headerValue(text: string): string {
  const isPlain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !/^=\?base64\?.*\?=$/.test(text);
  return isPlain ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}

/** Whether doing it twice is the same as doing it once, so that it may be sent again when nobody knows whether it arrived. */
export function isRepeatable({ messages }: Line): boolean {
  return messages.every(({ method, params }) => method !== 'tools/call' || READS.has(String(params?.name)));
}

const READS: ReadonlySet<string> = new Set(['memory_recall', 'memory_search', 'memory_status']);

/** The bridge's own answer to a request. */
export function failure(id: Id | null, message: string, code = -32_000): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } });
}

/** One request at the MCP endpoint, on either wire. */

export type Era = 'legacy' | 'modern';
export const ERAS: readonly Era[] = ['legacy', 'modern'];

const NAMED: Readonly<Record<string, string>> = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };

export type Rpc = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked at member by member
  readonly body: any;
};

export function mcpRequest(era: Era, token: string, method: string, params: Record<string, unknown>, signal?: AbortSignal): RequestInit {
  const named = NAMED[method];
  const name = named === undefined ? undefined : String(params[named]);
  const modern = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...(name === undefined ? {} : { 'mcp-name': name }) };
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(era === 'modern' ? modern : {}),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: era === 'modern' ? { ...params, _meta } : params }),
    ...(signal === undefined ? {} : { signal }),
  };
}

export async function rpc(url: string, era: Era, token: string, method: string, params: Record<string, unknown> = {}): Promise<Rpc> {
  const response = await fetch(`${url}/mcp`, mcpRequest(era, token, method, params));
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text.startsWith('{') ? text : (text.split('data: ')[1] ?? 'null')) };
}

/** What a stream says, one message after the other, until it ends. */
export type Stream = {
  /** Resolves with the messages so far, once one more than `seen` is there. */
  after(seen: number): Promise<readonly Message[]>;
  readonly messages: readonly Message[];
  readonly ended: Promise<void>;
  close(): void;
};
export type Message = { readonly method?: string; readonly params: { readonly uri?: string; readonly notifications?: unknown } };

export async function listen(url: string, token: string, notifications: Record<string, unknown>): Promise<Stream> {
  const controller = new AbortController();
  const response = await fetch(`${url}/mcp`, mcpRequest('modern', token, 'subscriptions/listen', { notifications }, controller.signal));
  const messages: Message[] = [];
  const waiting = new Set<() => void>();
  async function read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) if (event.includes('data: ')) messages.push(JSON.parse(event.split('data: ')[1] ?? ''));
      for (const wake of waiting) wake();
    }
  }
  return {
    messages,
    ended: read().catch(() => undefined),
    async after(seen) {
      while (messages.length <= seen) {
        await new Promise<void>((resolve) => {
          waiting.add(resolve);
        });
      }
      return messages;
    },
    close: () => controller.abort(),
  };
}

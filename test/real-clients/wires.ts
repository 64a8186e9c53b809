/** How four vendors' models are asked and answer, as far as one tool call needs it. */

type Asked = Readonly<Record<string, unknown>>;
type Tool = { readonly name: string; readonly namespace?: string };
type Line = { readonly event?: string; readonly data: unknown };

export type Wire = {
  readonly path: RegExp;
  readonly tools: (asked: Asked) => readonly Tool[];
  /** What the tool answered, when the last turn was the tool's; null before it was called. */
  readonly toolSaid: (asked: Asked) => string | null;
  readonly call: (tool: Tool, input: object) => readonly Line[];
  readonly say: (text: string) => readonly Line[];
};

type Named = { readonly name?: string; readonly tools?: readonly Named[]; readonly type?: string };
type Parted = { readonly role?: string; readonly type?: string; readonly content?: unknown; readonly parts?: readonly object[]; readonly output?: unknown };

const listOf = <Item>(value: unknown): readonly Item[] => (Array.isArray(value) ? (value as Item[]) : []);
const ended = (lines: readonly (Asked & { readonly type: string })[]): readonly Line[] => lines.map((data) => ({ event: data.type, data }));

/** docs.claude.com, "Messages", streaming. */
const messages: Wire = {
  path: /\/v1\/messages(\?|$)/,
  tools: ({ tools }) => listOf<Tool>(tools),
  toolSaid({ messages: turns }) {
    const results = listOf<Parted>(turns).flatMap(({ content }) => listOf<Parted>(content).filter(({ type }) => type === 'tool_result'));
    return results.length === 0 ? null : JSON.stringify(results.at(-1)?.content);
  },
  call: ({ name }, input) =>
    message('tool_use', { type: 'tool_use', id: 'toolu_1', name, input: {} }, { type: 'input_json_delta', partial_json: JSON.stringify(input) }),
  say: (text) => message('end_turn', { type: 'text', text: '' }, { type: 'text_delta', text }),
};

function message(reason: string, block: object, delta: object): readonly Line[] {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const begun = { id: 'msg_1', type: 'message', role: 'assistant', model: 'scripted', content: [], stop_reason: null, stop_sequence: null, usage };
  return ended([
    { type: 'message_start', message: begun },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage },
    { type: 'message_stop' },
  ]);
}

/** platform.openai.com, "Responses", streaming; a server's tools stand in a namespace of its name. */
const responses: Wire = {
  path: /\/responses(\?|$)/,
  tools: ({ tools }) =>
    listOf<Named>(tools).flatMap((each) =>
      each.type === 'namespace' ? listOf<Tool>(each.tools).map(({ name }) => ({ name, namespace: each.name ?? '' })) : [{ name: each.name ?? '' }],
    ),
  toolSaid({ input }) {
    const results = listOf<Parted>(input).filter(({ type }) => type === 'function_call_output');
    return results.length === 0 ? null : JSON.stringify(results.at(-1)?.output);
  },
  call: (tool, input) => response({ type: 'function_call', id: 'fc_1', call_id: 'call_1', ...tool, arguments: JSON.stringify(input) }),
  say: (text) => response({ type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text }] }),
};

function response(item: object): readonly Line[] {
  const usage = { input_tokens: 1, input_tokens_details: null, output_tokens: 1, output_tokens_details: null, total_tokens: 2 };
  return ended([
    { type: 'response.created', response: { id: 'resp_1' } },
    { type: 'response.output_item.done', item },
    { type: 'response.completed', response: { id: 'resp_1', usage } },
  ]);
}

/** platform.openai.com, "Chat completions", streaming. */
const completions: Wire = {
  path: /\/chat\/completions(\?|$)/,
  tools: ({ tools }) => listOf<{ readonly function: Tool }>(tools).map((each) => each.function),
  toolSaid({ messages: turns }) {
    const results = listOf<Parted>(turns).filter(({ role }) => role === 'tool');
    return results.length === 0 ? null : JSON.stringify(results.at(-1)?.content);
  },
  call: ({ name }, input) =>
    completion('tool_calls', { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(input) } }] }),
  say: (content) => completion('stop', { content }),
};

function completion(reason: string, delta: object): readonly Line[] {
  const chunk = { id: 'chatcmpl_1', object: 'chat.completion.chunk', created: 1, model: 'scripted' };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  return [
    { data: { ...chunk, choices: [{ index: 0, delta: { role: 'assistant', ...delta }, finish_reason: null }] } },
    { data: { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: reason }], usage } },
  ];
}

/** ai.google.dev, "Generate content"; its client has the last session summed up in one piece. */
const contents: Wire = {
  path: /:(streamG|g)enerateContent(\?|$)/,
  tools: ({ tools }) => listOf<{ readonly functionDeclarations?: readonly Tool[] }>(tools).flatMap((each) => each.functionDeclarations ?? []),
  toolSaid({ contents: turns }) {
    const results = listOf<Parted>(turns).flatMap(({ parts = [] }) => parts.filter((part) => 'functionResponse' in part));
    return results.length === 0 ? null : JSON.stringify(results.at(-1));
  },
  call: ({ name }, args) => candidate({ functionCall: { name, args } }),
  say: (text) => candidate({ text }),
};

function candidate(part: object): readonly Line[] {
  const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 };
  return [{ data: { candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }], usageMetadata, modelVersion: 'scripted' } }];
}

/** Asked for in one piece instead of as a stream. */
export const WHOLE = /:generateContent(\?|$)/;

export const WIRES: readonly Wire[] = [messages, responses, completions, contents];

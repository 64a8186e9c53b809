/**
 * The export of ChatGPT. It has no list of memories. What was remembered is in the conversations: texts that the assistant
 * sent to its `bio` tool, the list of memories that a conversation started with, and the person's custom instructions. The
 * last two are states, so only the newest of each counts. What the person wrote is conversation, not memory: with
 * `everything` only.
 */
import { ownWords } from '../own-words.ts';
import { readElements } from '../read-elements.ts';
import type { Format, Item, Reading, SourceFile } from '../reading.ts';
import { type Fields, isFields, list, text, time } from '../values.ts';

type Newest = { readonly at: number; readonly place: string; readonly said: string };
type State = 'memories' | 'profile' | 'instructions';
type States = Map<State, Newest>;

export const chatgpt: Format = {
  name: 'chatgpt',
  program: 'ChatGPT',
  isOwn: /(?:^|\/)conversations(?:-\d+)?\.json$/,
  async *read(files, { everything }) {
    const states: States = new Map();
    for (const file of files) {
      for await (const { number, value } of readElements(file)) {
        const place = `${file.path}, conversation ${number}`;
        if (isFields(value) && isFields(value.mapping)) yield* readConversation(value, place, file, states, everything);
        else yield { problem: { place, what: 'is not a conversation of ChatGPT' } };
      }
    }
    for (const [state, newest] of states) yield* state === 'memories' ? rememberedList(newest) : instructions(state, newest);
  },
};

function* readConversation(conversation: Fields, place: string, file: SourceFile, states: States, everything: boolean): Iterable<Reading> {
  const createdAt = time(conversation.create_time) ?? file.modifiedAt;
  const updatedAt = time(conversation.update_time) ?? createdAt;
  const nodes = conversation.mapping as Fields;
  for (const node of Object.values(nodes)) {
    const message = isFields(node) && isFields(node.message) ? node.message : null;
    if (message === null) continue;
    const at = time(message.create_time) ?? updatedAt;
    if (isFromAssistant(message) && message.recipient === 'bio') {
      const content = messageText(message);
      if (content !== '') yield { item: memory(content, at, place) };
    }
    for (const [state, said] of statesIn(message)) {
      if (said !== '' && (states.get(state)?.at ?? 0) <= updatedAt) states.set(state, { at: updatedAt, place, said });
    }
  }
  if (!everything) return;
  const said = visible(nodes, conversation.current_node).filter(isFromPerson).map(messageText);
  const id = text(conversation.conversation_id) || text(conversation.id);
  const item = ownWords({ title: text(conversation.title), said, createdAt, updatedAt, id, place });
  if (item !== null) yield { item };
}

/** From the newest message back to the first: what was edited away or generated again is not on it. */
function visible(nodes: Fields, newest: unknown): Fields[] {
  const messages: Fields[] = [];
  const seen = new Set<string>();
  let id = Object.hasOwn(nodes, text(newest)) ? text(newest) : (Object.keys(nodes).at(-1) ?? '');
  for (let node = nodes[id]; isFields(node) && !seen.has(id); node = nodes[id]) {
    seen.add(id);
    if (isFields(node.message)) messages.push(node.message);
    id = text(node.parent);
  }
  return messages.reverse();
}

function role(message: Fields): string {
  return isFields(message.author) ? text(message.author.role) : '';
}

const isFromAssistant = (message: Fields) => role(message) === 'assistant';

function isFromPerson(message: Fields): boolean {
  const hidden = isFields(message.metadata) && message.metadata.is_visually_hidden_from_conversation === true;
  return role(message) === 'user' && !hidden && statesIn(message).length === 0;
}

/** Parts that are not text are pictures and sounds. A call of a tool has its text beside the parts. */
function messageText({ content }: Fields): string {
  if (!isFields(content)) return '';
  const parts = list(content.parts).map((part) => (isFields(part) ? text(part.text) : text(part)));
  return [...parts, text(content.text)].filter((part) => part !== '').join('\n');
}

function statesIn({ content, metadata }: Fields): readonly (readonly [State, string])[] {
  if (!isFields(content)) return [];
  if (content.content_type === 'model_editable_context') return [['memories', text(content.model_set_context)]];
  if (content.content_type !== 'user_editable_context') return [];
  const own = isFields(metadata) && isFields(metadata.user_context_message_data) ? metadata.user_context_message_data : {};
  return [
    ['profile', text(own.about_user_message) || fenced(content.user_profile)],
    ['instructions', text(own.about_model_message) || fenced(content.user_instructions)],
  ];
}

/** `1. [2024-05-02]. Likes green tea.`; a line without a number goes on with the one before it. */
function* rememberedList({ at, place, said }: Newest): Iterable<Reading> {
  const entries: { content: string; at: number }[] = [];
  for (const line of said.split('\n')) {
    const [, date, content] = /^\s*\d+\.\s+(?:\[([^\]]*)\]\.?\s*)?(.+)$/.exec(line) ?? [];
    const last = entries.at(-1);
    if (content !== undefined) entries.push({ content: content.trim(), at: time(date) ?? at });
    else if (last !== undefined && line.trim() !== '') last.content += `\n${line.trim()}`;
  }
  for (const entry of entries) yield { item: memory(entry.content, entry.at, place) };
}

function* instructions(kind: State, { at, place, said }: Newest): Iterable<Reading> {
  yield { item: { ...memory(said, at, place), kind, metadata: { from: 'custom instructions' } } };
}

/** What the person wrote stands in a code fence; around it, or where there is none, are sentences of ChatGPT's own. */
function fenced(value: unknown): string {
  return (/```([\s\S]*)```/.exec(text(value))?.[1] ?? '').trim();
}

function memory(content: string, at: number, place: string): Item {
  return { content, kind: 'memory', tags: [], metadata: {}, createdAt: at, updatedAt: at, place };
}

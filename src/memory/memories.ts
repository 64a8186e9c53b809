/** Remembering and finding. The compartment comes from the caller's grant, never from an argument. */
import { createHash } from 'node:crypto';
import type { Clock, Random } from '../shared/edge.ts';
import type { CompartmentSettings, Memory, MemoryFilter, MemoryStats, MemoryStore, Provenance, TextQuery } from '../store/memory-store.ts';
import { type Found, fuse } from './fuse.ts';
import { LIMITS, MemoryMissing, MemoryRefused } from './limits.ts';
import { clean, indexedText, similarityQuery, textQuery } from './text-query.ts';

/** Who asks, as established from its token. */
export type Caller = {
  readonly compartment: string;
  readonly clientId: string;
  readonly clientName: string | null;
  readonly grantId: string;
};

export type StoreInput = {
  readonly content: string;
  readonly tags?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** ISO 8601; null keeps it for good. */
  readonly expires?: string | null | undefined;
};
export type UpdateInput = { readonly [Member in keyof StoreInput]?: StoreInput[Member] | undefined } & { readonly id: string };
export type SearchInput = {
  readonly query?: string | undefined;
  readonly phrase?: string | undefined;
  readonly filter: MemoryFilter;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type Stored = { readonly id: string; readonly outcome: 'stored' | 'existing' | 'restored'; readonly similar: readonly string[] };
export type Page = { readonly items: readonly Found[]; readonly next: string | null };
export type Reflection = {
  readonly stats: MemoryStats;
  readonly tags: readonly { tag: string; count: number }[];
  readonly duplicates: readonly { readonly ids: readonly [string, string]; readonly similarity: number }[];
};

export type Memories = {
  store(caller: Caller, input: StoreInput): Promise<Stored>;
  recall(caller: Caller, query: string, limit?: number): Promise<Page>;
  search(caller: Caller, input: SearchInput): Promise<Page>;
  get(caller: Caller, id: string): Promise<Memory | null>;
  /** Most used first. */
  tags(caller: Caller): Promise<readonly { tag: string; count: number }[]>;
  update(caller: Caller, input: UpdateInput): Promise<Memory>;
  /** @returns ids that were there */
  forget(caller: Caller, ids: readonly string[]): Promise<readonly string[]>;
  status(caller: Caller): Promise<MemoryStats>;
  reflect(caller: Caller): Promise<Reflection>;
  settings(caller: Caller): Promise<CompartmentSettings>;
  configure(caller: Caller, change: Partial<CompartmentSettings>): Promise<CompartmentSettings>;
};

const SIMILAR = 0.7;
const SIMILAR_SHOWN = 3;
const REFLECTED = 200;
const TAGS_SHOWN = 50;

export function createMemories({ store, clock, random }: { readonly store: MemoryStore; readonly clock: Clock; readonly random: Random }): Memories {
  async function similarTo(caller: Caller, content: string, id: string): Promise<{ id: string; similarity: number }[]> {
    const ranked = await store.search(caller.compartment, similarityQuery(content), {}, { limit: 10, now: clock.now() });
    return ranked.words
      .filter((memory) => memory.id !== id)
      .map((memory) => ({ id: memory.id, similarity: overlap(content, memory.content) }))
      .filter(({ similarity }) => similarity >= SIMILAR);
  }

  return {
    async store(caller, input) {
      const memory = newMemory(caller, input, clock.now(), random);
      const { id, outcome } = await store.add(caller.compartment, memory, contentHash(memory.content), indexedText(memory.content, memory.tags));
      const { suggestDuplicates } = await store.settings(caller.compartment);
      const similar = outcome === 'stored' && suggestDuplicates ? await similarTo(caller, memory.content, id) : [];
      return { id, outcome, similar: similar.slice(0, SIMILAR_SHOWN).map((entry) => entry.id) };
    },
    async recall(caller, query, limit) {
      const page = await pageOf(caller, limit, undefined);
      return cut(await find(caller, textQuery(query.slice(0, LIMITS.query)), {}, page.limit), page);
    },
    async search(caller, input) {
      const page = await pageOf(caller, input.limit, input.cursor);
      const { query = '', phrase = null, filter } = input;
      const asked = [query, phrase ?? ''].join(' ').trim();
      if (asked === '') {
        const memories = await store.list(caller.compartment, filter, { limit: page.limit + 1, offset: page.offset, now: clock.now() });
        return cut(
          memories.map((memory) => ({ memory, score: 0, matched: [] })),
          { ...page, offset: 0 },
          page.offset,
        );
      }
      const text = textQuery(asked.slice(0, LIMITS.query), phrase);
      return cut(await find(caller, text, filter, page.offset + page.limit + 1), page);
    },
    get: (caller, id) => store.find(caller.compartment, id, clock.now()),
    tags: (caller) => store.tags(caller.compartment, LIMITS.results, clock.now()),
    async update(caller, input) {
      const now = clock.now();
      const current = await store.find(caller.compartment, input.id, now);
      if (current === null) throw new MemoryMissing(input.id);
      const wanted = newMemory(caller, mergedInput(current, input), now, random);
      const next = { ...wanted, id: current.id, createdAt: current.createdAt, version: current.version + 1 };
      const updated = await store.update(caller.compartment, next, contentHash(next.content), indexedText(next.content, next.tags));
      if (updated === 'duplicate') throw new MemoryRefused('Another memory has exactly this content already.');
      if (updated === 'gone') throw new MemoryRefused(`Memory ${input.id} was changed by someone else meanwhile. Read it again.`);
      return next;
    },
    async forget(caller, ids) {
      if (ids.length > LIMITS.forget) throw new MemoryRefused(`At most ${LIMITS.forget} memories can be forgotten at once.`);
      return store.forget(caller.compartment, ids, clock.now());
    },
    status: (caller) => store.stats(caller.compartment, clock.now()),
    async reflect(caller) {
      const now = clock.now();
      const [stats, tags, newest] = await Promise.all([
        store.stats(caller.compartment, now),
        store.tags(caller.compartment, TAGS_SHOWN, now),
        store.list(caller.compartment, {}, { limit: REFLECTED, offset: 0, now }),
      ]);
      const pairs = new Map<string, { ids: readonly [string, string]; similarity: number }>();
      for (const { id, content } of newest) {
        for (const other of await similarTo(caller, content, id)) {
          const ids = [id, other.id].sort() as [string, string];
          pairs.set(ids.join(' '), { ids, similarity: Math.round(other.similarity * 100) / 100 });
        }
      }
      return { stats, tags, duplicates: [...pairs.values()].sort((left, right) => right.similarity - left.similarity).slice(0, TAGS_SHOWN) };
    },
    settings: (caller) => store.settings(caller.compartment),
    async configure(caller, change) {
      const next = { ...(await store.settings(caller.compartment)), ...defined(change) };
      await store.setSettings(caller.compartment, next);
      return next;
    },
  };

  /** Parts of words are looked for only when whole words do not fill the answer: they cost most and say least. */
  async function find(caller: Caller, text: TextQuery, filter: MemoryFilter, limit: number): Promise<Found[]> {
    const page = { limit, now: clock.now() };
    const whole = await store.search(caller.compartment, { ...text, parts: null }, filter, page);
    if (text.parts === null || whole.words.length + whole.grams.length >= limit) return fuse(whole);
    const { parts } = await store.search(caller.compartment, { ...text, words: null, grams: null }, filter, page);
    return fuse({ ...whole, parts });
  }

  async function pageOf(caller: Caller, asked: number | undefined, cursor: string | undefined) {
    const limit = asked ?? (await store.settings(caller.compartment)).defaultLimit;
    const offset = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Number.isSafeInteger(offset) || offset < 0 || offset > 1_000_000) throw new MemoryRefused('The cursor is not one that was given out here.');
    return { limit: Math.max(1, Math.min(limit, LIMITS.results)), offset };
  }
}

/** @param base what the list has already skipped in the store */
function cut(found: readonly Found[], { limit, offset }: { limit: number; offset: number }, base = 0): Page {
  let characters = 0;
  const items: Found[] = [];
  for (const entry of found.slice(offset, offset + limit)) {
    characters += entry.memory.content.length;
    if (items.length > 0 && characters > LIMITS.answer) break;
    items.push(entry);
  }
  const more = found.length > offset + items.length;
  return { items, next: more ? Buffer.from(String(base + offset + items.length)).toString('base64url') : null };
}

function newMemory(caller: Caller, input: StoreInput, now: number, random: Random): Memory {
  const content = clean(input.content).trim();
  if (content === '') throw new MemoryRefused('The content is empty.');
  if (content.length > LIMITS.content) throw new MemoryRefused(`The content is longer than ${LIMITS.content} characters. Store it in parts.`);
  const tags = [...new Set((input.tags ?? []).map((tag) => clean(tag).trim()).filter((tag) => tag !== ''))];
  if (tags.length > LIMITS.tags) throw new MemoryRefused(`A memory has at most ${LIMITS.tags} tags.`);
  if (tags.some((tag) => tag.length > LIMITS.tag)) throw new MemoryRefused(`A tag has at most ${LIMITS.tag} characters.`);
  const metadata = input.metadata ?? {};
  if (Buffer.byteLength(JSON.stringify(metadata)) > LIMITS.metadata) throw new MemoryRefused(`The metadata is larger than ${LIMITS.metadata} bytes.`);
  return {
    id: `mem_${Buffer.from(random.bytes(12)).toString('base64url')}`,
    content,
    tags,
    kind:
      clean(input.kind ?? 'note')
        .trim()
        .slice(0, LIMITS.kind) || 'note',
    metadata,
    createdAt: now,
    updatedAt: now,
    expiresAt: readExpiry(input.expires, now),
    version: 1,
    provenance: { clientId: caller.clientId, grantId: caller.grantId, clientName: caller.clientName, source: 'client' } satisfies Provenance,
  };
}

function readExpiry(expires: string | null | undefined, now: number): number | null {
  if (expires === undefined || expires === null) return null;
  const at = Date.parse(expires);
  if (Number.isNaN(at)) throw new MemoryRefused('expires must be a date such as 2027-01-31 or 2027-01-31T09:00:00Z.');
  if (at <= now) throw new MemoryRefused('expires lies in the past.');
  return at;
}

/** What is left out stays as it is; `expires: null` takes an expiry away. */
function mergedInput({ content, tags, kind, metadata, expiresAt }: Memory, input: UpdateInput): StoreInput {
  const kept = expiresAt === null ? null : new Date(expiresAt).toISOString();
  return {
    content: input.content ?? content,
    tags: input.tags ?? tags,
    kind: input.kind ?? kind,
    metadata: input.metadata ?? metadata,
    expires: input.expires === undefined ? kept : input.expires,
  };
}

/** Members that were given; `undefined` means "leave it". */
function defined<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<Value>;
}

/** NFC and trimmed already; case is kept, because "It is US" is not "it is us". */
function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** Jaccard overlap of the words of two texts, 0 to 1. */
function overlap(left: string, right: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [a, b] = [words(left), words(right)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}

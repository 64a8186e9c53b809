/**
 * Vectors for a few texts at once. An endpoint may refuse a batch because of one text in it, most often one that is longer
 * than its model takes: then each is asked for alone, and shorter. One that no shortening helps is left without a vector.
 */
import type { Embed, EmbedFailure } from '../../shared/embed.ts';

/** A vector per text, null where none can be had. */
export type BatchResult = { readonly vectors: readonly (readonly number[] | null)[] } | EmbedFailure;

/** Milliseconds: a small computer with a large model takes its time, and nobody waits for it. */
const TIMEOUT = 60_000;
const SHORTEST = 200;
/** A text that every endpoint takes; it tells a refused text from an endpoint that refuses everything. */
export const SAMPLE = 'memory';

export async function embedBatch(embed: Embed, texts: readonly string[]): Promise<BatchResult> {
  const all = await embed(texts, TIMEOUT);
  if ('vectors' in all || all.failed === 'failing') return all;
  const sound = await embed([SAMPLE], TIMEOUT);
  if ('failed' in sound) return { ...sound, failed: 'failing' };
  const vectors: (readonly number[] | null)[] = [];
  for (const text of texts) {
    const one = await embedOne(embed, text);
    if (one !== null && 'failed' in one) return one;
    vectors.push(one);
  }
  return { vectors };
}

async function embedOne(embed: Embed, text: string): Promise<readonly number[] | null | EmbedFailure> {
  for (let length = text.length; ; length = Math.floor(length / 2)) {
    const one = await embed([text.slice(0, length).toWellFormed()], TIMEOUT);
    if ('vectors' in one) return one.vectors[0] ?? null;
    if (one.failed === 'failing') return one;
    if (length <= SHORTEST) return null;
  }
}

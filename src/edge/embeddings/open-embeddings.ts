/** The person's embeddings endpoint, out of their settings; off unless both an address and a model are named. */
import type { Embed } from '../../shared/embed.ts';
import type { ChosenSettings } from '../settings/declared.ts';
import { StartError } from '../start-error.ts';
import { createEmbed } from './create-embed.ts';

export type Embeddings = { readonly embed: Embed; readonly model: string };

/** @throws StartError when one is named without the other */
export function openEmbeddings({ embeddingsUrl, embeddingsModel, embeddingsKey }: ChosenSettings): Embeddings | undefined {
  if (embeddingsUrl === undefined && embeddingsModel === undefined) return undefined;
  if (embeddingsUrl === undefined) throw new StartError('GATEHOUSE_EMBEDDINGS_MODEL is set without GATEHOUSE_EMBEDDINGS_URL. Set both, or neither.');
  if (embeddingsModel === undefined) throw new StartError('GATEHOUSE_EMBEDDINGS_URL is set without GATEHOUSE_EMBEDDINGS_MODEL. Set both, or neither.');
  return { embed: createEmbed({ url: embeddingsUrl, model: embeddingsModel, key: embeddingsKey ?? null }), model: embeddingsModel };
}

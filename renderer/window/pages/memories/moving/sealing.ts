/** A whole file in, a whole file out, as the worker does it. */
import { DamagedFile } from '../../../../../src/moving/reading.ts';
import { seal, unseal } from '../../../../../src/moving/seal.ts';
import { bytesOf, collect } from './blobs.ts';

/** What crosses to the worker. */
export type SealingWork =
  | { readonly kind: 'seal'; readonly content: Blob; readonly passphrase: string }
  /** `name` of the file, for the person. */
  | { readonly kind: 'open'; readonly content: Blob; readonly passphrase: string; readonly name: string };
/** What comes back: an error would lose its kind on the way. */
export type SealingDone = { readonly content: Blob } | { readonly damaged: string };

export async function doSealing(work: SealingWork): Promise<SealingDone> {
  const { kind, content, passphrase } = work;
  if (kind === 'seal') return { content: await collect(await seal(bytesOf(content), passphrase)) };
  try {
    return { content: await collect(unseal(bytesOf(content), passphrase, work.name)) };
  } catch (problem) {
    if (problem instanceof DamagedFile) return { damaged: problem.message };
    throw problem;
  }
}

/** Turning texts into vectors, as a port: somewhere on this computer a model does it. */

/** `because` is one plain sentence for the person, without a word of the texts. */
export type EmbedFailure = {
  /** `refused`: the endpoint is there and does not take these texts. `failing`: nothing can be had from it now. */
  readonly failed: 'refused' | 'failing';
  readonly because: string;
};

/** One vector per text, in their order, all of one length. */
export type Embedded = { readonly vectors: readonly (readonly number[])[] };

/**
 * Never throws.
 * @param timeout milliseconds for the whole answer
 * @param closing ends the waiting earlier
 */
export type Embed = (texts: readonly string[], timeout: number, closing?: AbortSignal) => Promise<Embedded | EmbedFailure>;

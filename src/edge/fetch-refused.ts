import type { FetchRefusal } from '../shared/fetch-client-document.ts';

/** Ends a fetch at the place that found the reason. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused';
  readonly refusal: FetchRefusal;
  constructor(refusal: FetchRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * In which form a caller takes its answer (RFC 9110 §12.5.1). The protocol has clients name both forms, the official server refuses
 * whoever does not, and plain HTTP libraries (any type, or none named), clients that only read JSON and clients that only read
 * streams never got in.
 */
import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';

export type AnswerForm = 'stream' | 'json';

const JSON_TYPE = 'application/json';
const STREAM_TYPE = 'text/event-stream';
/** What the official server wants to read. */
export const BOTH_TYPES = `${JSON_TYPE}, ${STREAM_TYPE}`;

/** @returns a stream only for whom it is named by; null for a caller that takes neither, which the official server tells so */
export function answerForm({ headers }: Pick<IncomingMessage, 'headers'>): AnswerForm | null {
  const accepted = new Negotiator({ headers: { accept: headers.accept?.toLowerCase() || undefined } });
  const named = accepted.mediaTypes();
  if (named.includes(STREAM_TYPE)) return 'stream';
  // Named with a parameter, such as a charset, it would match no answer without one.
  return named.includes(JSON_TYPE) || accepted.mediaTypes([JSON_TYPE]).length > 0 ? 'json' : null;
}

/** What a caller posted, read once: the endpoint looks at it before the official server does, which would read it twice itself. */
import type { IncomingMessage } from 'node:http';

export type Posted = {
  /** To hand on: as it came, or told again from its beginning. */
  readonly request: IncomingMessage;
  /** JSON of any shape; `undefined` where it is none, or too much, or broke off: the official server has an answer to each. */
  readonly message: unknown;
};

/** @param limit bytes; little more than this is kept */
export async function readPosted(request: IncomingMessage, limit: number): Promise<Posted> {
  if (Number(request.headers['content-length']) > limit) return { request, message: undefined };
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) return toldAgain(request, chunks, request);
    }
  } catch (cause) {
    return toldAgain(request, chunks, failing(cause));
  }
  const message = parsed(Buffer.concat(chunks).toString());
  return message === undefined ? toldAgain(request, chunks, []) : { request, message };
}

/** The official server takes whatever has a request's fields and gives its bytes. */
function toldAgain(request: IncomingMessage, chunks: readonly Buffer[], rest: AsyncIterable<Buffer> | Iterable<Buffer>): Posted {
  const bytes = async function* () {
    yield* chunks;
    yield* rest;
  };
  return { request: Object.create(request, { [Symbol.asyncIterator]: { value: bytes } }), message: undefined };
}

function failing(cause: unknown): Iterable<Buffer> {
  return {
    [Symbol.iterator]() {
      throw cause;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a caller posted, looked at before the official server does: a call of a tool is handed on as it was read, everything else as it came. */
import type { IncomingMessage } from 'node:http';
import { readJson } from '../shared/read-json.ts';
import { isForTools } from './tool-servers.ts';

export type Posted = {
  /** To hand on. */
  readonly request: IncomingMessage;
  /** What is for a server of the tools; `undefined` for all else, also for what is no JSON, too much, or broke off. */
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
      if (length > limit) return toldAgain(request, chunks, []);
    }
  } catch (cause) {
    return toldAgain(request, chunks, failing(cause));
  }
  const message = readJson(Buffer.concat(chunks).toString());
  return isForTools(message) && isWritable(message) ? { request, message } : toldAgain(request, chunks, []);
}

/** From its beginning. The official server takes whatever has a request's fields and gives its bytes, and has an answer to all of them. */
function toldAgain(request: IncomingMessage, chunks: readonly Buffer[], rest: Iterable<Buffer>): Posted {
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

/** The official adapter writes down what it is handed, and V8 reads deeper nesting than it writes. */
function isWritable(message: unknown): boolean {
  try {
    JSON.stringify(message);
    return true;
  } catch {
    return false;
  }
}

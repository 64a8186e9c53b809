/** One request as exact bytes on a socket of its own, and an answer within the time that a stranger's bytes may cost. */
import { connect } from 'node:net';
import { LONGEST_THOUGHT } from '../support/fuzz-cases.ts';
import { inTime } from '../support/in-time.ts';
import { scanText } from '../support/leaks.ts';
import { PATIENCE } from '../support/patience.ts';

export type Answered = {
  /** 0 when the connection was closed without a word. */
  readonly status: number;
  readonly headers: string;
  readonly body: string;
};

export type Sent = { readonly method: string; readonly target: string; readonly headers: readonly (readonly [string, string])[]; readonly body?: string };

/** Header values travel as latin1, the body as UTF-8 with its right length: what is hurt is the content, not the frame. */
export function bytesOf({ method, target, headers, body = '' }: Sent): Buffer {
  const payload = Buffer.from(body);
  const all = [...headers, ...(method === 'GET' ? [] : [['Content-Length', String(payload.length)] as const]), ['Connection', 'close'] as const];
  const head = `${method} ${target} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), payload]);
}

/** A line break would make another request of it, and a character above 255 cannot be sent at all. */
export const asHeader = (text: string): string => text.replace(/[\r\n]/g, ' ').replace(/[^\0-\u00ff]/g, '\u00bf');
/** A request target ends at a space. */
export const asTarget = (text: string): string => asHeader(text).replace(/[ \0]/g, '%20') || '/';

/**
 * @param more.thenEnd closes our half afterwards
 * @param more.once for an answer that is given only once: late is not asked again
 * @throws when the whole answer was not there in time
 */
export async function sendBytes(port: number, bytes: Buffer, more: { readonly thenEnd?: boolean; readonly once?: boolean } = {}): Promise<Answered> {
  const ask = () => exchange(port, bytes, more.thenEnd === true);
  const text = await (more.once === true ? ask() : inTime(LONGEST_THOUGHT, ask));
  const [headers = '', ...body] = text.split('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(headers)?.[1] ?? 0);
  if (status >= 400) scanText(`a ${status} over a socket`, text);
  return { status, headers, body: Buffer.from(body.join('\r\n\r\n'), 'latin1').toString() };
}

function exchange(port: number, bytes: Buffer, thenEnd: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (thenEnd ? socket.end(bytes) : socket.write(bytes)));
    const late = setTimeout(() => socket.destroy(), PATIENCE);
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (isWhole(text)) socket.destroy();
    });
    // A refusal before the body is read ends in a reset; what was answered until then counts.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(late);
      resolve(text);
    });
  });
}

/** RFC 9112 §6.3: the length, or the last chunk. A server may keep the connection that it was asked to close. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = /^content-length: (\d+)$/im.exec(text.slice(0, end))?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= end + 4 + Number(length);
}

export function headerOf({ headers }: Answered, name: string): string | null {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? null;
}

/**
 * The elements of a JSON list of any size, one at a time: only where each begins and ends is found here, and what is
 * between is left to `JSON.parse`. An export of half a gigabyte is one list of conversations; read whole it would need
 * several times that, and a streaming parser that builds every number and key itself reads it at a tenth of the speed.
 */
import { readJson } from '../shared/read-json.ts';
import { joined } from './bytes.ts';
import { decode } from './decode.ts';
import { DamagedFile, type SourceFile } from './reading.ts';

/** `value` is undefined where the element is not JSON. Numbers start at 1. */
export type Element = { readonly number: number; readonly value: unknown };

/** Bytes of one element. */
const LONGEST = 128 * 1024 * 1024;
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * @param member the file may also be one object that has the list in this member
 * @throws DamagedFile when the file is no such list, or ends before the list does
 */
export async function* readElements(file: SourceFile, member: string | null = null): AsyncIterable<Element> {
  const scan = createScan(member);
  let number = 0;
  for await (const chunk of file.bytes()) {
    for (const bytes of scan.feed(chunk)) yield { number: ++number, value: parse(bytes) };
    if (scan.state() === 'lost') throw new DamagedFile(`${file.path} is not the JSON file that it should be.`);
    if (scan.held() > LONGEST) throw new DamagedFile(`${file.path}, entry ${number + 1} does not end.`);
  }
  if (scan.state() === 'before') throw new DamagedFile(`${file.path} is not the JSON file that it should be.`);
  if (scan.state() !== 'after') throw new DamagedFile(`${file.path} ends in the middle, after entry ${number}. Get the file again.`);
}

function parse(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  return text === null ? undefined : readJson(text);
}

/** `before` the list, `inside` it, `between` its end and the end of the object around it, `after` all, `lost`: no JSON at all. */
type State = 'before' | 'inside' | 'between' | 'after' | 'lost';

function createScan(member: string | null) {
  let state: State = 'before';
  let depth = 0;
  /** The depth inside the list; 0 while it is not found. */
  let within = 0;
  let inString = false;
  let escaped = false;
  let key: number[] = [];
  let named = false;
  /** Of the element that is open, from chunks before this one. */
  let parts: Uint8Array[] = [];
  let held = 0;

  function* feed(chunk: Uint8Array): Iterable<Uint8Array> {
    let start = state === 'inside' ? 0 : -1;
    const take = (end: number): Uint8Array | null => {
      const bytes = joined([...parts, chunk.subarray(start, end)]);
      parts = [];
      held = 0;
      start = end + 1;
      return isBlank(bytes) ? null : bytes;
    };
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        if (inString && within === 0 && depth === 1 && key.length < 64) key.push(byte);
        continue;
      }
      if (byte === QUOTE) {
        inString = true;
        if (within === 0) key = [];
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        if (depth === 0 && (state === 'after' || (byte === OPEN_OBJECT && member === null))) state = 'lost';
        depth++;
        if (state === 'before' && byte === OPEN_LIST && (depth === 1 || (depth === 2 && named))) {
          state = 'inside';
          within = depth;
          start = at + 1;
        }
        named = false;
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        if (state === 'inside' && depth === within) {
          const last = take(at);
          if (last !== null) yield last;
          start = -1;
          state = 'between';
        }
        depth--;
        if (depth === 0) state = state === 'between' ? 'after' : 'lost';
        if (depth < 0) state = 'lost';
      } else if (byte === COLON) {
        if (within === 0 && depth === 1) named = String.fromCharCode(...key) === member;
      } else if (byte === COMMA && state === 'inside' && depth === within) {
        const bytes = take(at);
        if (bytes !== null) yield bytes;
      } else if (depth === 0 && !isSpace(byte)) state = 'lost';
      if (state === 'lost') return;
    }
    if (state === 'inside' && start >= 0) {
      const rest = Uint8Array.from(chunk.subarray(start));
      parts.push(rest);
      held += rest.length;
    }
  }
  return { feed, state: () => state, held: () => held };
}

/** Space, or one of the three bytes of a byte order mark. */
function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0xef || byte === 0xbb || byte === 0xbf;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(isSpace);
}

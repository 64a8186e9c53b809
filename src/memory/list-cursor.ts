/** Behind which memory a page of a list ended. By its id: from one number of a row to the next everybody could tell how many others had written. */
import type { ListPlace, Memory } from '../store/memory-store.ts';
import { BAD_CURSOR, MemoryRefused } from './limits.ts';

export function writePlace({ createdAt, id }: Memory): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

/** @throws MemoryRefused when it is none */
export function readPlace(cursor: string): ListPlace {
  const [, createdAt, id] = /^(-?\d{1,16}) (mem_[\w-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === undefined) throw new MemoryRefused(BAD_CURSOR);
  return { createdAt: Number(createdAt), id };
}

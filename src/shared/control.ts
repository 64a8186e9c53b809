/** The wire of the control socket: newline-delimited JSON-RPC 2.0. The broker never speaks first and sends one line per call. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readJson } from './read-json.ts';

export type ControlCall = { readonly jsonrpc: '2.0'; readonly id: number | string; readonly method: string; readonly params?: unknown };
export type ControlReply =
  | { readonly jsonrpc: '2.0'; readonly id: number | string | null; readonly result: unknown }
  | { readonly jsonrpc: '2.0'; readonly id: number | string | null; readonly error: { readonly code: number; readonly message: string } };

/** JSON-RPC 2.0 §5.1 and, from -32000, our own. */
export const CONTROL_ERRORS = { parse: -32_700, request: -32_600, method: -32_601, refused: -32_000, forbidden: -32_001, fault: -32_603 } as const;

/** Characters of one line: a memory of the longest kind with every character escaped, and a batch of an import. */
export const LONGEST_LINE = 16 * 1_048_576;

/** Kept in the data directory (0600) when the socket cannot be: where it is, and the key that both ends prove. */
export type ControlAddress = { readonly address: string; readonly key: string };

/** @param line what came from the other end. @returns null when it is none of a broker's */
export function readReply(line: string): ControlReply | null {
  const { jsonrpc, id, result, error } = members(readJson(line));
  if (jsonrpc !== '2.0' || !(typeof id === 'number' || typeof id === 'string' || id === null)) return null;
  // A method that yields nothing is answered without a result.
  if (error === undefined) return { jsonrpc, id, result };
  const { code, message } = members(error);
  return typeof code === 'number' && typeof message === 'string' ? { jsonrpc, id, error: { code, message } } : null;
}

/** @returns null when the text is not where a control socket is */
export function readAddress(text: string): ControlAddress | null {
  const { address, key } = members(readJson(text));
  return typeof address === 'string' && typeof key === 'string' ? { address, key } : null;
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Longest path that a Unix socket address holds with room to spare (macOS: 104 bytes). */
const LONGEST_PATH = 100;

/** Whether the socket fits into the data directory itself. */
export function fitsInDirectory(socketPath: string, platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && Buffer.byteLength(socketPath) <= LONGEST_PATH;
}

/** Proof of the key without showing it; the role keeps one end's proof from serving as the other's. */
export function proofOf(key: string, role: 'broker' | 'command', nonce: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(`${role}\n${nonce}`).digest('base64url');
}

export function isProof(presented: unknown, key: string, role: 'broker' | 'command', nonce: string): boolean {
  if (typeof presented !== 'string') return false;
  const [left, right] = [Buffer.from(presented), Buffer.from(proofOf(key, role, nonce))];
  return left.length === right.length && timingSafeEqual(left, right);
}

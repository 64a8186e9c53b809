/** The wire of the control socket: newline-delimited JSON-RPC 2.0. The broker never speaks first and sends one line per call. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type ControlCall = { readonly jsonrpc: '2.0'; readonly id: number | string; readonly method: string; readonly params?: unknown };
export type ControlReply =
  | { readonly jsonrpc: '2.0'; readonly id: number | string | null; readonly result: unknown }
  | { readonly jsonrpc: '2.0'; readonly id: number | string | null; readonly error: { readonly code: number; readonly message: string } };

/** JSON-RPC 2.0 §5.1 and, from -32000, our own. */
export const CONTROL_ERRORS = { parse: -32_700, request: -32_600, method: -32_601, refused: -32_000, forbidden: -32_001, fault: -32_603 } as const;

/** Characters of one line: a memory of the longest kind with every character escaped, and a batch of an import. */
export const LONGEST_LINE = 1_048_576;

/** Kept in the data directory (0600) when the socket cannot be: where it is, and the key that both ends prove. */
export type ControlAddress = { readonly address: string; readonly key: string };

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

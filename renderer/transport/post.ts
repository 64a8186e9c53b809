/** Calls to the port that this page came from, with the secret that let this tab in. */
import { SESSION_HEADER, SESSION_KEY } from '../../src/shared/window-wire.ts';

export type Reply = { readonly status: 'answered'; readonly value: unknown } | { readonly status: 'ended' } | { readonly status: 'unreachable' };

export async function post(path: string, body: object, signal: AbortSignal | null = null): Promise<Reply> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [SESSION_HEADER]: sessionStorage.getItem(SESSION_KEY) ?? '' },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal,
    });
    if (response.status === 401) return { status: 'ended' };
    if (!response.ok) return { status: 'unreachable' };
    return { status: 'answered', value: ((await response.json()) as { readonly value: unknown }).value };
  } catch {
    return { status: 'unreachable' };
  }
}

export const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

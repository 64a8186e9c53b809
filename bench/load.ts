/** A load that checks every answer, over connections that are kept. */
import { Pool } from 'undici';

export type Call = { readonly method: 'GET' | 'POST'; readonly path: string; readonly headers?: Record<string, string>; readonly body?: string };
export type Reply = { readonly status: number; readonly headers: Record<string, unknown>; readonly text: string };
export type Figures = { readonly rate: number; readonly p50: number; readonly p99: number };

const CONNECTIONS = 64;

/** undici, because its calls cost half of `node:http`'s: on two cores the load must not be what is measured. */
export function createCaller(port: number): { call(call: Call): Promise<Reply>; close(): void } {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
  return {
    async call({ method, path, headers = {}, body }) {
      const response = await pool.request({ method, path, headers, body: body ?? null });
      return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
    },
    close: () => void pool.destroy(),
  };
}

/**
 * @param count operations in all
 * @param concurrency how many at once
 * @param operate one operation; throws when the answer is not what it should be
 * @returns operations per second, and milliseconds
 */
export async function measure(count: number, concurrency: number, operate: (index: number) => Promise<void>): Promise<Figures> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      const before = performance.now();
      await operate(index);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - started) / 1000;
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { rate: count / seconds, p50: at(0.5), p99: at(0.99) };
}

export function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply;
}

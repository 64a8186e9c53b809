/** The Chrome DevTools Protocol over one WebSocket, with flat sessions. */

type Listener = (method: string, parameters: Record<string, unknown>, session: string | undefined) => void;

export type Cdp = {
  send<Result = Record<string, unknown>>(method: string, parameters?: object, session?: string): Promise<Result>;
  on(listener: Listener): void;
  close(): void;
};

type Reply = { id?: number; method?: string; params?: Record<string, unknown>; sessionId?: string; result?: unknown; error?: { message: string } };

export async function connectCdp(address: string): Promise<Cdp> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`no DevTools at ${address}`)), { once: true });
  });
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners: Listener[] = [];
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, method, params, sessionId, result, error } = JSON.parse(String(data)) as Reply;
    if (id === undefined) {
      for (const listener of listeners) listener(method ?? '', params ?? {}, sessionId);
      return;
    }
    const waiting = pending.get(id);
    pending.delete(id);
    if (error === undefined) waiting?.resolve(result as never);
    else waiting?.reject(new Error(error.message));
  });
  // Chromium has gone: nothing that was asked will be answered.
  socket.addEventListener('close', () => {
    for (const { reject } of pending.values()) reject(new Error('the browser has gone'));
    pending.clear();
  });
  return {
    send: (method, parameters = {}, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1;
        pending.set(last, { resolve, reject });
        if (socket.readyState !== WebSocket.OPEN) reject(new Error('the browser has gone'));
        else socket.send(JSON.stringify({ id: last, method, params: parameters, sessionId }));
      }),
    on: (listener) => void listeners.push(listener),
    close: () => socket.close(),
  };
}

import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections and to whoever listens on port 0, and different for files that run at once. */
const [FIRST, LAST] = [12_000, 30_000];
let next = FIRST + ((process.pid * 97) % (LAST - FIRST));

/** @returns a port that nobody has and nobody is given: it is still free when it is bound later, and when it is bound again after a restart */
export async function quietPort(): Promise<number> {
  for (;;) {
    next = next >= LAST ? FIRST : next + 1;
    if (await isFree(next)) return next;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

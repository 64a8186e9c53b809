/** In a worker: whatever it looks at from time to time it looks at every half second, and says so. */
import { threadId } from 'node:worker_threads';

const { setInterval } = globalThis;
const told = new BroadcastChannel('looks of a hasty worker');
told.unref();
globalThis.setInterval = ((look: () => void) =>
  setInterval(() => {
    look();
    told.postMessage(threadId);
  }, 500)) as typeof setInterval;

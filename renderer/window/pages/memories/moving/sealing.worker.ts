/** One file, and then its page ends it. */
import { doSealing, type SealingWork } from './sealing.ts';

addEventListener('message', ({ data }: MessageEvent<SealingWork>) => {
  doSealing(data).then(postMessage, (problem: unknown) => reportError(problem));
});

/** Making the key of a passphrase is seconds of work: it is done beside the page, which goes on meanwhile. */
import { DamagedFile } from '../../../../../src/moving/reading.ts';
import type { SealingDone, SealingWork } from './sealing.ts';
import address from './sealing.worker.ts?worker&url';

/** @returns the whole file. @throws DamagedFile */
export async function sealApart(work: SealingWork): Promise<Blob> {
  const worker = new Worker(scriptAddress(), { type: 'module' });
  try {
    const done = await new Promise<SealingDone>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<SealingDone>) => resolve(data));
      worker.addEventListener('error', ({ message }) => reject(new Error(`sealing failed: ${message}`)));
      worker.postMessage(work);
    });
    if ('damaged' in done) throw new DamagedFile(done.damaged);
    return done.content;
  } finally {
    worker.terminate();
  }
}

/** The page's policy takes no plain text for the address of a script (Trusted Types); this one is made at build time. */
function scriptAddress(): string {
  const policy = trustedTypes?.createPolicy('sealing', { createScriptURL: () => address });
  return policy?.createScriptURL('') ?? address;
}

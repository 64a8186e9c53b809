/** A folder as a lock between processes: whoever makes it has it. Plain JavaScript for Node 18. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';

/**
 * One that was left behind is taken away, and can be had at the next try.
 * @param {string} folder
 * @param {number} stale milliseconds after which its holder is taken for gone
 * @returns {boolean} whether it is the caller's now
 */
export function claim(folder, stale) {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    if (existsSync(folder) && Date.now() - statSync(folder).mtimeMs > stale) release(folder);
    return false;
  }
}

/** @param {string} folder */
export function release(folder) {
  rmSync(folder, { recursive: true, force: true });
}

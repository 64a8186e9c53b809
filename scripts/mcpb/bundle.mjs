import { join } from 'node:path';
import { bundleForNode } from '../build/bundle-for-node.mjs';

const FILE = 'index.js';

/**
 * The bridge alone as one CommonJS file without dependencies, for any Node from 20.16 on.
 * @param {string} folder it is made here
 * @returns {Promise<string>} the file
 */
export async function bundleBridge(folder) {
  await bundleForNode({ source: 'src/cli/bridge-main.ts', target: 'node20', folder, file: FILE });
  return join(folder, FILE);
}

/**
 * Makes `gatehouse.mcpb`, which Claude Desktop installs with a double click and runs with the Node that it brings.
 * `node scripts/build-mcpb.mjs [FOLDER]`; the folder is release when left out.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBridge } from './mcpb/bundle.mjs';
import { manifestOf } from './mcpb/manifest.mjs';
import { zip } from './mcpb/zip.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.argv[2] ?? join(root, 'release'));
const work = mkdtempSync(join(tmpdir(), 'gatehouse-mcpb-'));
try {
  const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const server = readFileSync(await bundleBridge(work));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'gatehouse.mcpb');
  writeFileSync(
    file,
    zip([
      { name: 'manifest.json', content: Buffer.from(`${JSON.stringify(manifestOf(product), null, 2)}\n`) },
      { name: 'server/index.js', content: server },
      { name: 'LICENSE', content: readFileSync(join(root, 'LICENSE')) },
    ]),
  );
  console.log(file);
} finally {
  rmSync(work, { recursive: true });
}

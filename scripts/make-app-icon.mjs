/** Draws build/icon.svg in the sizes and containers that the three systems want. Needs a Chromium; the results are committed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const build = join(dirname(dirname(fileURLToPath(import.meta.url))), 'build');
const LINUX = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS = [16, 32, 48, 256];
/** Names that Apple's container has for pictures of these sizes. */
const APPLE = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };

const pictures = await draw([...new Set([...LINUX, ...WINDOWS, ...Object.values(APPLE)])]);
mkdirSync(join(build, 'icons'), { recursive: true });
for (const size of LINUX) writeFileSync(join(build, 'icons', `${size}x${size}.png`), pictures.get(size));
writeFileSync(join(build, 'icon.ico'), ico(WINDOWS));
writeFileSync(join(build, 'icon.icns'), icns());

async function draw(sizes) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const drawing = Buffer.from(readFileSync(join(build, 'icon.svg'))).toString('base64');
  const drawn = new Map();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>*{margin:0}img{display:block}</style><img width="${size}" height="${size}" src="data:image/svg+xml;base64,${drawing}">`);
    drawn.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return drawn;
}

/** A directory of entries, then the pictures; 0 stands for 256. */
function ico(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    const { length } = pictures.get(size);
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], entry);
    head.writeUInt32LE(length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += length;
  });
  return Buffer.concat([head, ...sizes.map((size) => pictures.get(size))]);
}

function icns() {
  const parts = Object.entries(APPLE).map(([name, size]) => block(name, pictures.get(size)));
  return block('icns', Buffer.concat(parts));
}

function block(name, body) {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}

/**
 * Every size and format of the icons from their drawings: `node scripts/make-icons.mjs`. What it makes is kept in the
 * repository, because a build must not need a browser.
 *
 *     assets/tray/source/STATE.svg ─▶ assets/tray/{mac,on-dark,on-light}/   template, PNG and ICO
 *     assets/app/icon*.svg         ─▶ build/icon.{icns,ico}, build/icons/NxN.png
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const STATES = ['idle', 'waiting', 'paused', 'problem'];
/** A template has one colour; macOS gives it the one that fits. */
const INKS = {
  mac: { ink: '#000000', waiting: '#000000', problem: '#000000' },
  'on-dark': { ink: '#ffffff', waiting: '#ffb454', problem: '#ff6b6b' },
  'on-light': { ink: '#1f2328', waiting: '#c25e00', problem: '#c62828' },
};
/** Pixels. Windows picks out of one file what its scaling asks for; the others find `@2x` beside the name. */
const TRAY_ICO = [16, 20, 24, 32, 48];
const TRAY_PNG = { '': 32, '@2x': 64 };
const TEMPLATE = { '': 16, '@2x': 32 };
const APP_PNG = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const APP_ICO = [16, 24, 32, 48, 64, 128, 256];
/** Apple's names for what holds a PNG, with its size. */
const ICNS = { icp4: 16, ic11: 32, icp5: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
/** Below this the drawing for few pixels is used. */
const FEW = 96;

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
try {
  await makeTray();
  await makeApp();
} finally {
  await browser.close();
}

async function makeTray() {
  for (const [folder, inks] of Object.entries(INKS)) {
    for (const state of STATES) {
      const svg = coloured(readFileSync(join(root, 'assets/tray/source', `${state}.svg`), 'utf8'), inks);
      if (folder === 'mac') {
        for (const [scale, size] of Object.entries(TEMPLATE)) keep(`assets/tray/mac/${state}Template${scale}.png`, await picture(svg, size));
        continue;
      }
      for (const [scale, size] of Object.entries(TRAY_PNG)) keep(`assets/tray/${folder}/${state}${scale}.png`, await picture(svg, size));
      keep(`assets/tray/${folder}/${state}.ico`, ico(await pictures(() => svg, TRAY_ICO)));
    }
  }
}

async function makeApp() {
  const large = readFileSync(join(root, 'assets/app/icon.svg'), 'utf8');
  const small = readFileSync(join(root, 'assets/app/icon-small.svg'), 'utf8');
  // Only macOS wants room around it.
  const filling = large.replace('viewBox="0 0 1024 1024"', 'viewBox="100 100 824 824"');
  const padded = small.replace('viewBox="0 0 32 32"', 'viewBox="-3.125 -3.125 38.25 38.25"');
  const anywhere = (size) => (size < FEW ? small : filling);
  const images = await pictures(anywhere, APP_PNG);
  for (const [size, image] of images) keep(`build/icons/${size}x${size}.png`, image);
  keep('build/icon.ico', ico(await pictures(anywhere, APP_ICO)));
  const forMac = await pictures((size) => (size < FEW ? padded : large), [...new Set(Object.values(ICNS))]);
  keep('build/icon.icns', icns(Object.entries(ICNS).map(([name, size]) => [name, forMac.get(size)])));
}

function coloured(svg, inks) {
  return svg.replaceAll(/var\(--(\w+)\)/g, (_variable, name) => inks[name]);
}

/** @param drawing given a size, the drawing for it */
async function pictures(drawing, sizes) {
  const made = new Map();
  for (const size of sizes) made.set(size, await picture(drawing(size), size));
  return made;
}

async function picture(svg, size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

/** The ICO container: a directory, then the pictures as PNG, which Windows reads since Vista. */
function ico(images) {
  const header = Buffer.alloc(6 + 16 * images.size);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.size, 4);
  let [at, offset] = [6, header.length];
  for (const [size, image] of images) {
    // 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(image.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    at += 16;
    offset += image.length;
  }
  return Buffer.concat([header, ...images.values()]);
}

/** The ICNS container: each picture under its four letters and its length. */
function icns(images) {
  const parts = images.map(([name, image]) => Buffer.concat([Buffer.from(name), length(image.length + 8), image]));
  const total = parts.reduce((sum, { length: bytes }) => sum + bytes, 8);
  return Buffer.concat([Buffer.from('icns'), length(total), ...parts]);
}

function length(bytes) {
  const written = Buffer.alloc(4);
  written.writeUInt32BE(bytes);
  return written;
}

function keep(path, bytes) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

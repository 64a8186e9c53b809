/** Draws the tray icons: a gate, and what is the matter with it. No tool beyond Node is needed, so anyone can make them again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const SIZE = 32;
const SAMPLES = 4;
const INK = [94, 129, 244];
const SIGNAL = [230, 120, 40];
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'assets', 'tray');

/** An arch with two bars: coordinates from 0 to 1. */
function gate(x, y) {
  const outer = y < 0.5 ? (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.42 ** 2 : Math.abs(x - 0.5) < 0.42 && y < 0.94;
  const inner = y < 0.5 ? (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.3 ** 2 : Math.abs(x - 0.5) < 0.3 && y < 0.94;
  const bar = inner && [0.36, 0.5, 0.64].some((middle) => Math.abs(x - middle) < 0.035);
  return (outer && !inner) || bar;
}

const MARKS = {
  idle: () => false,
  waiting: (x, y) => (x - 0.78) ** 2 + (y - 0.78) ** 2 < 0.2 ** 2,
  paused: (x, y) => Math.abs(x - y) < 0.07 && x > 0.05 && x < 0.95,
  problem: (x, y) => Math.abs(x - 0.82) < 0.08 && (Math.abs(y - 0.62) < 0.22 || Math.abs(y - 0.95) < 0.05),
};

for (const [state, mark] of Object.entries(MARKS)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${state}.png`),
    png((x, y) => (mark(x, y) ? SIGNAL : gate(x, y) ? INK : null)),
  );
}

/** @param colour what is at a point, or null for nothing */
function png(colour) {
  const rows = [];
  for (let row = 0; row < SIZE; row += 1) {
    rows.push(0);
    for (let column = 0; column < SIZE; column += 1) rows.push(...pixel(colour, column, row));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The average of a few points, so that edges are smooth. */
function pixel(colour, column, row) {
  const sum = [0, 0, 0];
  let covered = 0;
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
    const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / SIZE;
    const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / SIZE;
    const found = colour(x, y);
    if (found === null) continue;
    covered += 1;
    found.forEach((part, index) => {
      sum[index] += part;
    });
  }
  return covered === 0 ? [0, 0, 0, 0] : [...sum.map((part) => Math.round(part / covered)), Math.round((255 * covered) / SAMPLES ** 2)];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc(body), body.length + 4);
  return framed;
}

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

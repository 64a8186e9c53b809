/**
 * `node bench/window.mjs`: the window's page in real Chromium, with 1,000 clients and 100,000 memories behind it: when its first
 * content is there, how its lists scroll, and what its files weigh. The broker's side is answered by the test's stand-in.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { onWantedNode } from '../scripts/with-node.mjs';

await onWantedNode(import.meta.url);
const { buildPages } = await import('../test/electron/build-pages.ts');
const { CHROMIUM } = await import('../test/electron/host/chromium.ts');
const { MEMORY_SCENES, manyActivities, manyMemories } = await import('../test/electron/memory-states.ts');
const { CLIENT } = await import('../test/electron/window-states.ts');
const { showWindow } = await import('../test/electron/show-window.ts');

const LOOK = { theme: 'light', zoom: 1 };
const RUNS = Number(process.argv[2] ?? 5);
const [CLIENTS, MEMORIES, SCROLLED] = [1_000, 100_000, 10_000];
const clients = Array.from({ length: CLIENTS }, (_, index) => ({ ...CLIENT, id: `gh_${index}`, clientIds: [`gh_${index}`], name: `Program ${index}` }));
const base = MEMORY_SCENES.memories.answers;
const answers = {
  ...base,
  status: { ...base.status, connected: CLIENTS, memories: MEMORIES },
  'clients.list': { clients },
  'memories.list': manyMemories(MEMORIES),
  'activity.list': manyActivities(MEMORIES),
};

/** Processor time of the longest task of the page's main thread, and of all of them, in milliseconds: what other programs take meanwhile is not in it. */
function cpuOf(trace) {
  const { traceEvents } = JSON.parse(trace.toString());
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents
    .filter(({ ph, cat, tdur, pid, tid }) => ph === 'X' && cat.includes('toplevel') && tdur !== undefined && mains.has(`${pid} ${tid}`))
    .map(({ tdur }) => tdur / 1000);
  return { longest: tasks.reduce((most, each) => Math.max(most, each), 0), all: tasks.reduce((sum, each) => sum + each, 0) };
}
const TRACED = { categories: ['toplevel', '__metadata'] };

/** Scrolls as a person does with a wheel: every frame a little further, to the given row. @returns milliseconds between frames */
const SCROLL = `async ([rows, perFrame]) => {
  const scroller = document.querySelector('.scroller');
  const deltas = [];
  let last = performance.now();
  while (scroller.scrollTop < rows * 56) {
    const now = await new Promise(requestAnimationFrame);
    deltas.push(now - last);
    last = now;
    const before = scroller.scrollTop;
    scroller.scrollTop = before + perFrame;
    if (scroller.scrollTop === before && deltas.length > 5 && !document.querySelector('.more')) break;
  }
  return { deltas: deltas.slice(1), rows: Math.round(scroller.scrollTop / 56) };
}`;

const app = await buildPages();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const paints = [];
  const work = [];
  for (let run = 0; run < RUNS; run++) {
    await browser.startTracing(undefined, TRACED);
    const { page } = await showWindow(browser, app.path, { at: '#/clients', answers }, LOOK);
    await page.getByText('Program 0').first().waitFor();
    paints.push(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
    work.push(cpuOf(await browser.stopTracing()).all);
    await page.context().close();
  }
  console.log(
    `first content with ${CLIENTS} clients and ${MEMORIES} memories: ${paints.map((each) => each.toFixed(0)).join(', ')} ms (under 500); processor time until all of it stands: ${work.map((each) => each.toFixed(0)).join(', ')} ms`,
  );

  for (const [name, at] of [
    ['memories', '#/memories'],
    ['activity', '#/activity'],
  ]) {
    const { page } = await showWindow(browser, app.path, { at, answers }, LOOK);
    await page.locator('.row').first().waitFor();
    await browser.startTracing(page, TRACED);
    const { deltas, rows } = await page.evaluate(`(${SCROLL})([${SCROLLED}, 560])`);
    const { longest } = cpuOf(await browser.stopTracing());
    const sorted = deltas.toSorted((left, right) => left - right);
    const at99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
    const over = sorted.filter((delta) => delta > 50).length;
    console.log(
      `${name}: ${rows} rows scrolled in ${deltas.length} frames; p50 ${(sorted[sorted.length >> 1] ?? 0).toFixed(1)}, p99 ${at99.toFixed(1)}, longest ${(sorted.at(-1) ?? 0).toFixed(1)} ms; over 50 ms: ${over}; longest task of the page ${longest.toFixed(1)} ms of processor time`,
    );
    await page.context().close();
  }

  const folder = join(app.path, 'dist', 'renderer', 'window');
  const weight = readdirSync(folder).reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  console.log(`files of the window, gzipped: ${(weight / 1024).toFixed(0)} KB (under 350)`);
} finally {
  await browser.close();
  app.remove();
}

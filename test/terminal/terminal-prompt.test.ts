import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestView } from '../../src/shared/views.ts';
import { createTerminalPrompt } from '../../src/terminal/terminal-prompt.ts';

const request: RequestView = {
  id: 'rq_1',
  code: '7K-2F',
  stage: 'asking',
  kind: 'connection',
  client: { id: 'gh_1', name: 'Claude\u001b[31m Code' },
  known: false,
  answerGoesTo: '127.0.0.1:51004',
  remote: false,
  permissions: [
    { scope: 'memory:read', sentence: 'Read all your memories', ticked: true },
    { scope: 'memory:write', sentence: 'Add, change and forget memories', ticked: true },
    { scope: 'memory:admin', sentence: 'Reorganise memories and change their settings', ticked: false },
  ],
  facts: [],
  changes: [],
  warnings: ['A website opened this request'],
  compartments: ['default'],
  arrivedAt: 0,
  expiresAt: 1,
};

let input: PassThrough;
let output: string;
const show = (signal = new AbortController().signal, view = request) => {
  const out = new PassThrough();
  out.on('data', (chunk) => {
    output += chunk;
  });
  return createTerminalPrompt({ input, output: out }).show(view, signal);
};

describe('the question on a terminal', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    input = new PassThrough();
    output = '';
  });
  afterEach(() => void vi.useRealTimers());

  const answer = async (line: string) => {
    const asked = show();
    vi.advanceTimersByTime(700);
    input.write(`${line}\n`);
    return asked;
  };

  it('says at which host a program names itself', async () => {
    const asked = show(undefined, { ...request, client: { id: 'https://app.example.com/client.json', name: 'Example App' } });
    vi.advanceTimersByTime(700);
    input.write('n\n');
    await asked;
    expect(output).toContain('It names itself by an address at app.example.com\n');
  });

  it('says who, where the answer goes and what it may do, without a control character', async () => {
    await answer('n');
    expect(output).toContain('“Claude[31m Code” wants to use your memories');
    expect(output).toContain('The answer goes to 127.0.0.1:51004');
    expect(output).toContain('! A website opened this request');
    expect(output).not.toContain('\u001b');
  });

  it.each(['', 'n', 'no', 'maybe', 'y 9', 'y x', 'yy'])('%j is no', async (line) => {
    expect(await answer(line)).toEqual({ answer: 'deny', notAsked: false });
  });

  it.each([
    ['y', ['memory:read', 'memory:write'], '30d'],
    ['YES', ['memory:read', 'memory:write'], '30d'],
    ['once 1', ['memory:read'], 'once'],
    ['always 1 2 3', ['memory:read', 'memory:write', 'memory:admin'], 'always'],
  ])('%j allows exactly that', async (line, scopes, duration) => {
    expect(await answer(line)).toEqual({ answer: 'allow', scopes, for: duration, compartment: 'default' });
  });

  it('"x" means: I did not ask for this', async () => {
    expect(await answer('x')).toEqual({ answer: 'deny', notAsked: true });
  });

  it('what was typed in the first 700 ms does not count', async () => {
    const asked = show();
    input.write('y\n');
    await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(700);
    input.write('n\n');
    expect(await asked).toEqual({ answer: 'deny', notAsked: false });
  });

  it('goes away when it is answered elsewhere; an announcement asks nothing', async () => {
    const controller = new AbortController();
    const asked = show(controller.signal);
    controller.abort();
    expect(await asked).toBeNull();
    expect(await show(undefined, { ...request, stage: 'announced' })).toBeNull();
  });
});

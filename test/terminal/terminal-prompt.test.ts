import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestView } from '../../src/shared/views.ts';
import { createTerminalPrompt } from '../../src/terminal/terminal-prompt.ts';

const request: RequestView = {
  id: 'rq_1',
  code: '7K-2F',
  stage: 'asking',
  kind: 'connection',
  call: null,
  test: false,
  client: { id: 'gh_1', name: 'Claude\u001b[31m Code' },
  known: false,
  firstSeenAt: 0,
  lastAllowedAt: null,
  answerGoesTo: '127.0.0.1:51004',
  remote: false,
  permissions: [
    { scope: 'memory:read', sentence: 'Read all your memories', ticked: true, secondGesture: null },
    { scope: 'memory:write', sentence: 'Add, change and forget memories', ticked: true, secondGesture: null },
    { scope: 'memory:admin', sentence: 'Reorganise memories and change their settings', ticked: false, secondGesture: 'Allow, including reorganising' },
  ],
  alreadyAllowed: [],
  facts: [],
  changes: [],
  warnings: ['A website opened this request'],
  compartments: [{ id: 'default', name: 'Default', alsoReads: [] }],
  durations: [
    { duration: 'once', sentence: 'just this once (1 hour)', chosen: false },
    { duration: '30d', sentence: '30 days', chosen: true },
    { duration: 'always', sentence: 'until I disconnect it', chosen: false },
  ],
  details: { redirectUri: 'http://127.0.0.1:51004/callback', resource: null, registeredBy: null, software: null },
  arrivedAt: 0,
  expiresAt: 1,
  mayExtend: true,
};

let input: PassThrough;
let output: string;
let interrupt: () => void;
let inForeground: boolean;
const show = (signal = new AbortController().signal, view = request) => {
  const out = new PassThrough();
  out.on('data', (chunk) => {
    output += chunk;
  });
  return createTerminalPrompt({ input, output: out, interrupt, isInForeground: async () => inForeground }).show(view, signal);
};
/** The guard ends one turn of the event loop after its time. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const guardEnds = async (): Promise<void> => {
  await turn();
  vi.advanceTimersByTime(700);
  await turn();
};

describe('the question on a terminal', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    input = new PassThrough();
    output = '';
    interrupt = vi.fn();
    inForeground = true;
  });
  afterEach(() => void vi.useRealTimers());

  const answer = async (line: string, view = request) => {
    const asked = show(undefined, view);
    await guardEnds();
    input.write(`${line}\n`);
    return asked;
  };

  it.each([
    ['a login', request.details, 'Code 7K-2F, also in your browser\n'],
    ['a bridge, which opens none', { ...request.details, redirectUri: null }, 'Code 7K-2F\n'],
  ])('names the browser for %s', async (_what, details, line) => {
    const ending = new AbortController();
    const pending = show(ending.signal, { ...request, details });
    await guardEnds();
    expect(output).toContain(line);
    ending.abort();
    await pending;
  });

  it('says at which host a program names itself', async () => {
    const asked = show(undefined, { ...request, client: { id: 'https://app.example.com/client.json', name: 'Example App' } });
    await guardEnds();
    input.write('n\n');
    await asked;
    expect(output).toContain('It names itself by an address at app.example.com\n');
  });

  it('says who, where the answer goes and what it may do, without a control character', async () => {
    await answer('n');
    expect(output).toContain('“Claude[31m Code” wants to use your memories');
    expect(output).toContain('The answer goes to 127.0.0.1:51004');
    expect(output).toContain('It was never connected before');
    expect(output).toContain('! A website opened this request');
    expect(output).not.toContain('\u001b');
  });

  it('says for how long each word is, and only what is offered', async () => {
    await answer('n');
    expect(output).toContain('Allow it?  y = 30 days, once = just this once (1 hour), always = until I disconnect it, n = no,');
    output = '';
    await answer('n', { ...request, durations: request.durations.slice(0, 2) });
    expect(output).toContain('Allow it?  y = 30 days, once = just this once (1 hour), n = no,');
    output = '';
    await answer('n', { ...request, kind: 'widening', durations: [] });
    expect(output).toContain('Allow it?  y = yes, n = no,');
  });

  it.each(['', ' ', 'n', 'NO'])('%j is no', async (line) => {
    expect(await answer(line)).toEqual({ answer: 'deny', notAsked: false });
  });

  /** What is said to a line that allows nothing and denies nothing; the request goes on waiting. */
  const unclear = async (line: string, view = request) => {
    const ending = new AbortController();
    const asked = show(ending.signal, view);
    await guardEnds();
    input.write(`${line}\n`);
    await guardEnds();
    const said = output.slice(output.indexOf(`> ${line}\n`) + line.length + 3);
    expect(said).toMatch(/^[^\n]+\n> $/);
    ending.abort();
    expect(await asked).toBeNull();
    return said;
  };

  it.each(['yy', '?', 'help', '1', 'allow', 'maybe', 'n 1', 'no thanks', 'x 1', 'constructor', '__proto__ 1'])(
    '%j is neither yes nor no, and is asked again',
    async (line) => {
      expect(await unclear(line)).toContain(`"${line}" is no answer. Type y, once, always, n or x.\n`);
    },
  );

  it.each([
    ['y 9', '9'],
    ['Y 1 once', 'once'],
    ['y memory:read', 'memory:read'],
    ['y x', 'x'],
    ['y 1 -1', '-1'],
    ['y 1e0', '1e0'],
    ['y 0', '0'],
  ])('%j grants nothing, and is asked again', async (line, wrong) => {
    expect(await unclear(line)).toContain(`"${wrong}" is no number of the list. First y, once or always, then numbers, such as "y 1".\n`);
  });

  it('a time that is not offered is asked again', async () => {
    expect(await unclear('always', { ...request, durations: request.durations.slice(0, 2) })).toContain('Type y, once, n or x.');
    output = '';
    expect(await unclear('once', { ...request, kind: 'widening', durations: [] })).toContain('Type y, n or x.');
  });

  it('after an unclear line a clear one counts', async () => {
    const asked = show();
    await guardEnds();
    input.write('yy\n');
    await guardEnds();
    input.write('once 1\n');
    expect(await asked).toEqual({ answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' });
  });

  it.each([
    ['y', ['memory:read', 'memory:write'], '30d'],
    ['YES', ['memory:read', 'memory:write'], '30d'],
    ['once 1', ['memory:read'], 'once'],
    ['always 1 2 3', ['memory:read', 'memory:write', 'memory:admin'], 'always'],
  ])('%j allows exactly that', async (line, scopes, duration) => {
    expect(await answer(line)).toEqual({ answer: 'allow', scopes, for: duration, compartment: 'default' });
  });

  it('y is for as long as the person’s settings say, and every other time has its own word', async () => {
    const always = { ...request, durations: request.durations.map((line) => ({ ...line, chosen: line.duration === 'always' })) };
    expect(await answer('y', always)).toMatchObject({ for: 'always' });
    expect(output).toContain('y = until I disconnect it, once = just this once (1 hour), 30d = 30 days, n = no');
    expect(await answer('30d', always)).toMatchObject({ for: '30d' });
  });

  describe('with several compartments, or windows between them', () => {
    const work = { id: 'cmp_1', name: 'Work', alsoReads: ['Default', 'Diary'] };
    const several = { ...request, compartments: [...request.compartments, work] };

    it.each([
      ['y', 'default'],
      ['y 1 in work', 'cmp_1'],
      ['once   in   WORK ', 'cmp_1'],
    ])('%j is in that one', async (line, compartment) => {
      expect(await answer(line, several)).toMatchObject({ answer: 'allow', compartment });
    });

    it.each([
      ['y in Wor', 'No compartment "Wor" is offered. To choose from: Default, Work.'],
      ['y in cmp_1', 'No compartment "cmp_1" is offered.'],
      ['y 1 in work too', 'No compartment "work too" is offered.'],
      ['y in', '"in" is no number of the list.'],
      ['y work', '"work" is no number of the list.'],
      ['in work', '"in work" is no answer.'],
      ['n in work', '"n in work" is no answer.'],
    ])('%j is asked again', async (line, words) => {
      expect(await unclear(line, several)).toContain(words);
    });

    it('says which memories would be read, and how to choose', async () => {
      await answer('n', several);
      expect(output).toContain(
        [
          '  Memories, the first unless you name another:',
          '    Default',
          '    Work, and it may read Default and Diary as well',
          '  To choose: "y in NAME"',
        ].join('\n'),
      );
    });

    it('says of a single one only what goes beyond it', async () => {
      await answer('n', { ...request, compartments: [work] });
      expect(output).toContain('  Memories: Work, and it may read Default and Diary as well\n');
      output = '';
      await answer('n');
      expect(output).not.toContain('Memories');
    });
  });

  it('echoes what counts, takes a letter back, and knows no arrow keys', async () => {
    const asked = show();
    await guardEnds();
    for (const keys of ['n', '\u007f', '\u001b[A', 'y', ' ', '1', '\r']) input.write(keys);
    expect(await asked).toMatchObject({ answer: 'allow', scopes: ['memory:read'] });
    expect(output.slice(output.indexOf('> '))).toBe('> n\b \by 1\n');
  });

  it('Ctrl+C goes to the broker, before and after the guard', async () => {
    const controller = new AbortController();
    const asked = show(controller.signal);
    await turn();
    input.write('\u0003');
    await guardEnds();
    input.write('\u0003');
    expect(interrupt).toHaveBeenCalledTimes(2);
    controller.abort();
    expect(await asked).toBeNull();
  });

  const call = { sentence: 'Forget 3 memories', allow: 'Forget them', count: 3, conditions: ['tagged “old”'], samples: ['The\u001b[31m harbour'] };
  const oneCall: RequestView = {
    ...request,
    kind: 'call',
    call,
    permissions: [],
    durations: [],
    answerGoesTo: null,
    details: { ...request.details, redirectUri: null },
  };

  it('one call: what it would do is said, and nothing of a permission', async () => {
    const asked = show(undefined, oneCall);
    await guardEnds();
    input.write('y\n');
    expect(await asked).toEqual({ answer: 'allow', scopes: [], for: 'once', compartment: 'default' });
    expect(output).toContain('asks for your consent to one call');
    expect(output).toContain('Forget 3 memories\n    tagged “old”\n    · The[31m harbour\n    · and 2 more\n');
    expect(output).toContain('Allow it this once?');
    for (const text of ['\u001b', 'It may', 'in your browser']) expect(output).not.toContain(text);
  });

  it.each(['', 'n'])('one call: %j is no', async (line) => {
    expect(await answer(line, oneCall)).toEqual({ answer: 'deny', notAsked: false });
  });

  it.each(['once', 'always', 'y 1', 'y in Default', 'sure'])('one call: %j is asked again', async (line) => {
    expect(await unclear(line, oneCall)).toContain(`"${line}" is no answer. Type y, n or x.\n`);
  });

  it('a yes to nothing is asked again: what is not ticked has to be named', async () => {
    const asked = show(undefined, { ...request, permissions: request.permissions.slice(2) });
    await guardEnds();
    input.write('y\r');
    await turn();
    expect(output).toContain('Nothing of it is ticked. Name what you allow');
    await guardEnds();
    input.write('y 1\r');
    expect(await asked).toMatchObject({ answer: 'allow', scopes: ['memory:admin'] });
  });

  it.each([
    ['decided', 'Allowed.'],
    ['changed', 'Not done: the request is answered to another program now than you were shown.'],
    ['gone', 'Not done: the request is not waiting any more.'],
    ['fault', 'Your answer could not be kept. It is asked again.'],
  ] as const)('says what became of a yes only when that is known: %s', async (outcome, words) => {
    await answer('y');
    expect(output).not.toContain('Allowed');
    const out = new PassThrough();
    createTerminalPrompt({ input, output: out, interrupt, isInForeground: async () => true }).settled?.(
      request,
      { answer: 'allow', scopes: [], for: '30d', compartment: 'default' },
      outcome,
    );
    expect(String(out.read())).toContain(words);
  });

  it('in the background nothing is read and no mode is set, because the kernel would stop the broker', async () => {
    inForeground = false;
    const raw = vi.fn();
    Object.assign(input, { setRawMode: raw });
    expect(await show()).toBeNull();
    expect([raw.mock.calls, input.listenerCount('data')]).toEqual([[], 0]);
    expect(output).toContain('Answer in one that is free: gatehouse requests');
  });

  it.each([['error'], ['end']])('a terminal that is gone (%s) ends the question and nothing else', async (event) => {
    const asked = show();
    await guardEnds();
    input.emit(event, new Error('read EIO'));
    expect(await asked).toBeNull();
  });

  it('"x" means: I did not ask for this', async () => {
    expect(await answer('x')).toEqual({ answer: 'deny', notAsked: true });
  });

  it('what was typed in the first 700 ms does not count', async () => {
    const asked = show();
    await turn();
    input.write('y\n');
    await turn();
    await guardEnds();
    input.write('n\n');
    expect(await asked).toEqual({ answer: 'deny', notAsked: false });
  });

  it('goes away when it is answered elsewhere; an announcement asks nothing', async () => {
    const [before, during] = [new AbortController(), new AbortController()];
    const asked = [show(before.signal), show(during.signal)];
    before.abort();
    await turn();
    during.abort();
    expect(await Promise.all(asked)).toEqual([null, null]);
    expect(await show(undefined, { ...request, stage: 'announced' })).toBeNull();
  });
});

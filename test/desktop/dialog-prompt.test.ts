/** The question as a system message box, for where the popup cannot be shown. */
import { afterEach, describe, expect, it } from 'vitest';
import { dialogPrompt } from '../../src/desktop/dialog-prompt.ts';
import type { RequestView } from '../../src/shared/views.ts';
import { BrowserWindow, dialog } from '../electron/fake.ts';
import { SCENES } from '../electron/popup-states.ts';

const { request: ASKING } = SCENES.asking.state as { request: RequestView };
const { request: CALL } = SCENES.call.state as { request: RequestView };
const [READ, WRITE] = ASKING.permissions as [RequestView['permissions'][0], RequestView['permissions'][0]];
const never = new AbortController().signal;
const box = () => dialog.asked.at(-1) as { message: string; detail: string; buttons: string[]; signal: AbortSignal };
const show = (request: RequestView, response: number, signal = never) => {
  dialog.answers.push({ response });
  return dialogPrompt.show(request, signal);
};

afterEach(() => {
  dialog.asked.length = 0;
  dialog.answers.length = 0;
});

describe('the question as a message box', () => {
  it('grants reading for an hour in the first compartment, whatever more was asked for, and nothing that is not on it', async () => {
    const request = {
      ...ASKING,
      warnings: ['Nobody is listening at that address'],
      compartments: [
        { id: 'work', name: 'Work', alsoReads: [] },
        { id: 'home', name: 'Home', alsoReads: [] },
      ],
    };
    expect(await show(request, 1)).toEqual({ answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'work' });
    expect(box().message).toBe('Allow “Claude Code” to read your memories?');
    for (const line of [
      ...ASKING.facts,
      'Nobody is listening at that address',
      'The answer goes to 127.0.0.1:51004.',
      'For one hour. Code 7K-2F, also in your browser.',
    ])
      expect(box().detail.split('\n')).toContain(line);
    expect(box().detail).toContain('Work');
    expect(box().detail).not.toContain('Home');
  });

  it('Deny is what Enter, Escape and closing mean, and the box has a window behind it that is gone afterwards', async () => {
    const pending = show(ASKING, 0);
    expect(BrowserWindow.getAllWindows().map(({ options }) => options.show)).toEqual([undefined]);
    expect(await pending).toEqual({ answer: 'deny', notAsked: false });
    expect(box()).toMatchObject({ type: 'question', buttons: ['Deny', 'Allow'], defaultId: 0, cancelId: 0, noLink: true });
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  it('goes when the request goes, and then is no answer', async () => {
    const ending = new AbortController();
    const pending = dialogPrompt.show(ASKING, ending.signal);
    ending.abort();
    expect(await pending).toBeNull();
  });

  it('asks for one call as a whole, and says what the button does', async () => {
    expect(await show(CALL, 1)).toEqual({ answer: 'allow', scopes: [], for: 'once', compartment: CALL.compartments[0]?.id ?? '' });
    expect(box().buttons).toEqual(['Deny', CALL.call?.allow]);
  });

  it.each<[string, Partial<RequestView>]>([
    ['what is only announced', { stage: 'announced' }],
    ['more than reading alone', { permissions: [{ ...WRITE }] }],
  ])('does not ask for %s', async (_name, change) => {
    expect(await show({ ...ASKING, ...change }, 1)).toBeNull();
    expect(dialog.asked).toEqual([]);
  });

  it('says TEST in a test profile, and names no browser where there is none', async () => {
    await show({ ...ASKING, permissions: [READ], test: true, details: { ...ASKING.details, redirectUri: null } }, 0);
    expect(box().detail.split('\n')[0]).toBe('TEST profile. Nothing here is for real use.');
    expect(box().detail).toContain('For one hour. Code 7K-2F.');
  });
});

import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConsentPrompt } from '../../src/consent/prompt.ts';
import { askWhenPresent } from '../../src/desktop/popup/ask-when-present.ts';
import { type Presence, watchPresence } from '../../src/desktop/presence.ts';
import type { RequestView } from '../../src/shared/views.ts';

type Idle = 'active' | 'idle' | 'locked' | 'unknown';
const monitor = Object.assign(new EventEmitter(), { state: 'active' as Idle, getSystemIdleState: (_threshold: number) => monitor.state });
let told: boolean[];
let fills: boolean;
let presence: Presence;
beforeEach(() => {
  monitor.removeAllListeners();
  monitor.state = 'active';
  told = [];
  fills = false;
  presence = watchPresence({ monitor, isFullScreen: async () => fills, setAway: (away) => void told.push(away) });
});

describe('whether somebody is in front of the screen', () => {
  it('a locked screen is nobody, until it is unlocked', () => {
    monitor.emit('lock-screen');
    presence.look();
    expect(presence.isAway()).toBe(true);
    monitor.emit('unlock-screen');
    expect([told, presence.isAway()]).toEqual([[true, false], false]);
  });

  it('a computer that wakes up locked is still nobody', () => {
    for (const event of ['suspend', 'lock-screen', 'resume']) monitor.emit(event);
    expect(told).toEqual([true]);
    monitor.emit('unlock-screen');
    expect(told).toEqual([true, false]);
  });

  it('another person’s session on the same computer is nobody', () => {
    monitor.emit('user-did-resign-active');
    monitor.emit('user-did-become-active');
    expect(told).toEqual([true, false]);
  });

  it('five minutes without a key or a move are nobody, and so is a lock that no event tells of', () => {
    for (const state of ['active', 'idle', 'locked', 'unknown'] as const) {
      monitor.state = state;
      presence.look();
    }
    expect(told).toEqual([true, false]);
  });

  it('the threshold is five minutes, in seconds', () => {
    const asked: number[] = [];
    const getSystemIdleState = (seconds: number) => {
      asked.push(seconds);
      return 'active' as const;
    };
    watchPresence({ monitor: { on: () => undefined, getSystemIdleState }, isFullScreen: async () => false, setAway: () => undefined }).look();
    expect(asked).toEqual([300]);
  });

  it('whoever watches a film on the full screen is not interrupted, until it is over', async () => {
    fills = true;
    presence.look();
    expect(told).toEqual([]);
    await presence.lookClosely();
    presence.look();
    await Promise.resolve();
    expect(told).toEqual([true]);
    fills = false;
    presence.look();
    await Promise.resolve();
    await Promise.resolve();
    expect(told).toEqual([true, false]);
  });

  it('whoever clicks something of ours is there, whatever fills a screen; a lock stays a lock', async () => {
    fills = true;
    await presence.lookClosely();
    presence.isHere();
    expect(told).toEqual([true, false]);
    monitor.emit('lock-screen');
    presence.isHere();
    expect(presence.isAway()).toBe(true);
  });
});

describe('before something comes to the screen', () => {
  const shown: string[] = [];
  let looks: number;
  let after: () => void;
  const prompt: ConsentPrompt = {
    show: async ({ id }) => {
      shown.push(id);
      return null;
    },
  };
  const request = (id: string) => ({ id }) as RequestView;
  const asking = () =>
    askWhenPresent(prompt, async () => {
      looks += 1;
      after();
    });
  beforeEach(() => {
    shown.length = 0;
    looks = 0;
    after = () => undefined;
  });

  it('it is looked who is there, once for each request', async () => {
    const { show } = asking();
    const { signal } = new AbortController();
    for (const id of ['rq_1', 'rq_1', 'rq_2']) await show(request(id), signal);
    expect([shown, looks]).toEqual([['rq_1', 'rq_1', 'rq_2'], 2]);
  });

  it('what the desk takes back meanwhile is not shown', async () => {
    const controller = new AbortController();
    after = () => controller.abort();
    expect(await asking().show(request('rq_1'), controller.signal)).toBeNull();
    expect(shown).toEqual([]);
  });

  it('what the person has asked for is shown without a look', async () => {
    const { show, wanted } = asking();
    wanted('rq_1');
    await show(request('rq_1'), new AbortController().signal);
    expect([shown, looks]).toEqual([['rq_1'], 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { register } from '../support/oauth-client.ts';
import { allow, ask, deny, deskOfItsOwn, login, told } from './support.ts';

const { desk, anotherProgram } = deskOfItsOwn();
const MINUTE = 60_000;

describe('the queue', () => {
  it('shows one request at a time and keeps five waiting in all', async () => {
    for (let index = 0; index < 7; index += 1) {
      anotherProgram(index);
      const outcome = told(await login(desk, `Program ${index}`));
      expect(outcome).toBe(index < 5 ? 'waiting' : 'temporarily_unavailable');
    }
    expect(desk.screen.now()?.client.name).toBe('Program 0');
    expect(desk.desk.list().filter(({ stage }) => stage === 'asking')).toHaveLength(5);
  });

  it('keeps two places of one program, whatever names it registers under', async () => {
    expect(told(await login(desk, 'A'))).toBe('waiting');
    expect(told(await login(desk, 'B'))).toBe('waiting');
    expect(told(await login(desk, 'C'))).toBe('temporarily_unavailable');
    anotherProgram(2);
    expect(told(await login(desk, 'D'))).toBe('waiting');
  });

  it('keeps a second login of the same client behind the first, which never changes on screen', async () => {
    const first = await login(desk);
    const second = await ask(desk, first.clientId);
    expect([told(second), desk.screen.now()?.id]).toEqual(['waiting', first.requestId]);
    expect(told(await ask(desk, first.clientId))).toBe('temporarily_unavailable');
    await deny(desk, first);
    expect(desk.screen.now()?.id).toBe(second.requestId);
  });

  it('is not filled by registrations that never ask', async () => {
    for (let index = 0; index < 8; index += 1) {
      anotherProgram(index);
      await register(desk.url, { client_name: `Silent ${index}` });
    }
    expect(desk.desk.list().filter(({ stage }) => stage === 'announced')).toHaveLength(5);
    anotherProgram(9);
    expect(told(await login(desk, 'Real'))).toBe('waiting');
    expect(desk.screen.now()?.client.name).toBe('Real');
  });
});

describe('three prompts in ten minutes for one client', () => {
  it('refuses the fourth without asking, under whatever client id the program registered this time', async () => {
    for (const _ of [1, 2, 3]) {
      const one = await login(desk);
      await desk.desk.withdraw(new URL(one.response.headers.get('location') ?? '').pathname.split('/').pop() ?? '');
    }
    expect(told(await login(desk))).toBe('temporarily_unavailable');
    desk.clock.advance(10 * MINUTE + 1);
    expect(told(await login(desk))).toBe('waiting');
  });

  it('forgets them when the person says yes', async () => {
    for (const _ of [1, 2, 3, 4, 5]) {
      const one = await login(desk);
      expect(told(one)).toBe('waiting');
      await allow(desk, one);
    }
  });
});

describe('quiet, as the person wants it', () => {
  it('keeps everything off the screen, can still be answered, and survives a restart', async () => {
    await desk.attention.setQuiet(desk.clock.now() + MINUTE);
    const one = await login(desk);
    expect([told(one), desk.screen.now()]).toEqual(['waiting', null]);
    expect(await desk.store.facts.get('quiet-until')).toBe(String(desk.clock.now() + MINUTE));
    await desk.attention.setQuiet(null);
    await desk.desk.tick();
    expect(desk.screen.now()?.id).toBe(one.requestId);
  });

  it('does not count what nobody could see as left unanswered', async () => {
    await desk.attention.setQuiet(desk.clock.now() + 60 * MINUTE);
    for (const _ of [1, 2]) {
      await login(desk);
      desk.clock.advance(2 * MINUTE);
      await desk.desk.tick();
    }
    expect(desk.attention.view().cooldowns).toEqual([]);
  });
});

describe('more time (WCAG 2.2.1)', () => {
  it('is given once', async () => {
    const { requestId } = await login(desk);
    const before = desk.desk.find(requestId ?? '')?.expiresAt ?? 0;
    expect(desk.desk.extend(requestId ?? '')).toBe(true);
    expect(desk.desk.find(requestId ?? '')?.expiresAt).toBe(before + 2 * MINUTE);
    expect(desk.desk.extend(requestId ?? '')).toBe(false);
  });
});

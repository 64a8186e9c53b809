import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register } from '../support/oauth-client.ts';
import { allow, ask, type Desk, deny, FROM_WEBSITE, login, program, startDesk, told } from './support.ts';

let desk: Desk;
let caller = program('/usr/bin/one');
beforeEach(async () => {
  caller = program('/usr/bin/one');
  desk = await startDesk(() => caller);
});
afterEach(() => desk.close());

const anotherProgram = (index: number) => {
  caller = program(`/usr/bin/program-${index}`);
};
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

describe('F2 two denied or unanswered in a row', () => {
  it('F2 is followed by five minutes without a prompt, and ended by "ask again now"', async () => {
    await deny(desk, await login(desk));
    const unanswered = await login(desk);
    desk.clock.advance(2 * MINUTE);
    await desk.desk.tick();
    expect(desk.desk.find(unanswered.requestId ?? '')).toBeNull();
    const shown = desk.screen.shown.length;

    const third = await login(desk);
    expect([told(third), desk.screen.shown.length]).toEqual(['temporarily_unavailable', shown]);
    expect(desk.attention.view().cooldowns).toEqual([{ client: { id: unanswered.clientId, name: 'Test client' }, until: desk.clock.now() + 5 * MINUTE }]);

    const client = await desk.store.clients.find(third.clientId);
    desk.attention.forgive(client?.rowKey ?? '');
    expect(told(await login(desk))).toBe('waiting');
  });

  it('F2 ends by itself', async () => {
    await deny(desk, await login(desk));
    await deny(desk, await login(desk));
    expect(told(await login(desk))).toBe('temporarily_unavailable');
    desk.clock.advance(10 * MINUTE + 1);
    expect(told(await login(desk))).toBe('waiting');
  });

  it('does not hold for another client', async () => {
    await deny(desk, await login(desk));
    await deny(desk, await login(desk));
    expect(told(await login(desk, 'Another'))).toBe('waiting');
  });
});

describe('ten prompts in ten minutes', () => {
  it('F1 make prompts quiet: requests wait and nothing pops up until the ten minutes are over', async () => {
    let floods = 0;
    await desk.close();
    desk = await startDesk(() => caller);
    for (let index = 0; index < 10; index += 1) {
      anotherProgram(index);
      await allow(desk, await login(desk, `Program ${index}`));
    }
    // Allowed ones are forgiven; ten that were not answered with yes are what silences the prompts.
    expect(desk.attention.view().quietUntil).toBeNull();
    for (let index = 0; index < 11; index += 1) {
      anotherProgram(100 + index);
      const one = await login(desk, `Pest ${index}`);
      if (desk.attention.view().quietUntil !== null) floods += 1;
      else await deny(desk, one);
    }
    expect(floods).toBe(1);
    expect(desk.screen.now()).toBeNull();
    expect(desk.desk.list()).toHaveLength(1);
    desk.clock.advance(30_000);
    await desk.desk.tick();
    expect(desk.desk.list()).toHaveLength(1);
    desk.clock.advance(10 * MINUTE);
    await desk.desk.tick();
    anotherProgram(200);
    await login(desk, 'Later');
    expect(desk.screen.now()?.client.name).toBe('Later');
  });

  it('do not come from one program alone: it is held back before it can silence the others', async () => {
    for (let index = 0; index < 20; index += 1) await deny(desk, await login(desk, `Name ${index}`));
    expect(desk.attention.view().quietUntil).toBeNull();
    anotherProgram(2);
    expect(told(await login(desk, 'Other'))).toBe('waiting');
  });
});

describe('F1 F8 requests that a website opened (ruling 12)', () => {
  it('have one place of their own, and two prompts in ten minutes', async () => {
    const { client_id: id } = await register(desk.url);
    const first = await ask(desk, String(id), FROM_WEBSITE);
    expect(told(first)).toBe('waiting');
    expect(desk.desk.find(first.requestId ?? '')?.warnings).toContain('A website opened this request');
    expect(told(await ask(desk, String(id), FROM_WEBSITE))).toBe('temporarily_unavailable');
    await deny(desk, first);
    const second = await ask(desk, String(id), FROM_WEBSITE);
    await deny(desk, second);
    expect(told(await ask(desk, String(id), FROM_WEBSITE))).toBe('temporarily_unavailable');
  });

  it('never count for the client: fifty of them leave its own login untouched', async () => {
    const { client_id: id } = await register(desk.url);
    for (let index = 0; index < 50; index += 1) {
      const one = await ask(desk, String(id), FROM_WEBSITE);
      if (one.requestId !== null && index % 2 === 0) await deny(desk, one);
    }
    expect(desk.attention.view()).toMatchObject({ quietUntil: null, cooldowns: [] });
    expect(told(await ask(desk, String(id)))).toBe('waiting');
  });

  it('do not take the place of the login that the program announced', async () => {
    const { client_id: id } = await register(desk.url);
    const [announced] = desk.desk.list();
    const opened = await ask(desk, String(id), FROM_WEBSITE);
    expect(opened.requestId).not.toBe(announced?.id);
    expect(desk.desk.find(announced?.id ?? '')?.stage).toBe('announced');
    expect((await ask(desk, String(id))).requestId).toBe(announced?.id);
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

/** F10: a name that is an attack. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quotedName } from '../../src/shared/plain-text.ts';
import { deny, deskOfItsOwn, login } from '../consent/support.ts';
import { removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { authorizationUrl, connect, makePkce, openWaiting, register } from '../support/oauth-client.ts';
import { send } from './support.ts';

const { desk, anotherProgram } = deskOfItsOwn();

describe('F10 a name that is an attack', () => {
  const HOSTILE =
    '“Claude” is part of Gatehouse\u001b]0;pwned\u0007\u001b[2J\u009b31m\r\n\u2028Code 7K-2F "<img src=x onerror=alert(1)>\u202egnihtemos\u200b\u2066';
  /** What would move the cursor, start a sequence, break a line or turn the reading direction. */
  const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

  it('F10 is one line of text in quotes that it cannot end, at most forty letters long', async () => {
    await login(desk, HOSTILE);
    const shown = quotedName(desk.screen.now()?.client.name ?? null);
    expect(shown).toBe("“'Claude' is part of Gatehouse]0;pwned[2…”");
    expect(shown).not.toMatch(STEERING);
  });

  it.each([
    ['marks that cover the lines around', `a${'\u0301\u0302\u0303\u0304'.repeat(30)}b`, 4],
    ['a thousand letters', 'W'.repeat(1000), 128],
    ['letters that nobody sees', 'Cla\u200b\u00adu\ufe0fd\u{e0041}e', 6],
  ])('F10 %s', async (_name, name, longest) => {
    await login(desk, name);
    const kept = desk.screen.now()?.client.name ?? '';
    expect([...kept].length).toBeLessThanOrEqual(longest);
    expect(kept).not.toMatch(STEERING);
  });

  it.each([
    ['a Cyrillic letter', 'Тest client'],
    ['a Greek letter', 'Tεst cliεnt'],
    ['a Lisu letter', 'ꓔest client'],
    ['a digit', 'Te5t c1ient'],
    ['another width', 'Ｔｅｓｔ ｃｌｉｅｎｔ'],
    ['mathematical letters', '𝐓𝐞𝐬𝐭 𝐜𝐥𝐢𝐞𝐧𝐭'],
    ['letters that join', 'Te\u200dst\u2060 client'],
    ['spaces and dots', ' T e s t . client '],
  ])('F10 the name of a connected program, imitated with %s, is said to be suspicious', async (_name, imitation) => {
    await connect(desk);
    const { client_id: id } = await register(desk.url, { client_name: imitation, redirect_uris: ['http://127.0.0.1/other'] });
    await openWaiting(authorizationUrl(desk.url, String(id), makePkce().challenge, { redirect_uri: 'http://127.0.0.1:7777/other' }));
    expect(desk.screen.now()?.warnings.join()).toMatch(/already has this name|look-alike letters/);
  });

  it('F10 names in scripts of their own, alone or beside Latin letters, are not suspected', async () => {
    for (const name of ['日本語 Client', 'Помощник', 'Cliente número 1', '한국어 helper', 'مساعد Pro', 'Ελληνικά']) {
      anotherProgram(name.length);
      const one = await login(desk, name);
      expect([name, desk.desk.find(one.requestId ?? '')?.warnings]).toEqual([name, []]);
      await deny(desk, one);
    }
  });

  it('F10 the page in the browser holds it as text: no element, no attribute, no script comes of it', async () => {
    const { client_id: id } = await register(desk.url, { client_name: HOSTILE });
    const page = new URL(await openWaiting(authorizationUrl(desk.url, String(id), makePkce().challenge)));
    const { body } = await send(desk, `GET ${page.pathname}`);
    const { client_id: plain } = await register(desk.url, { client_name: 'Plain' });
    const other = new URL(await openWaiting(authorizationUrl(desk.url, String(plain), makePkce().challenge)));
    const tags = (text: string) => text.match(/<[a-z!/][^>\s]*/gi);
    expect(tags(body)).toEqual(tags((await send(desk, `GET ${other.pathname}`)).body));
    expect(body).toContain('“&#39;Claude&#39; is part of Gatehouse');
  });

  it('F10 what the commands print about it steers no terminal, in words and as JSON', async () => {
    const directory = temporaryDirectory();
    const broker = await startBroker({ directory: join(directory, 'profile') });
    const { client_id: id } = await register(broker.issuer, { client_name: HOSTILE, software_id: HOSTILE });
    await openWaiting(authorizationUrl(broker.issuer, String(id), makePkce().challenge));
    for (const words of [
      ['requests'],
      ['clients'],
      ['client', String(id)],
      ['activity'],
      ['requests', '--json'],
      ['clients', '--json'],
      ['activity', '--json'],
    ]) {
      const { code, out } = await run('src/cli/gatehouse.ts', [...words, '--data-dir', broker.directory]);
      expect([words, code, out.replaceAll('\n', '').match(STEERING)]).toEqual([words, 0, null]);
    }
    await broker.stop();
    removeDirectory(directory);
  });
});

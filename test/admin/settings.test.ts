import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Admin } from '../../src/admin/method.ts';
import { settingsMethods } from '../../src/admin/settings-methods.ts';
import { loadWithElectronStore, saveWithElectronStore } from '../../src/desktop/settings.ts';
import type { Environment } from '../../src/edge/environment.ts';
import { createSettingsControl } from '../../src/edge/settings-control.ts';
import { type LoadSettings, loadWithConf, readSettingsFile, type SaveSettings, saveWithConf } from '../../src/edge/settings-file.ts';
import { USUAL_SETTINGS } from '../../src/shared/live-settings.ts';
import type { SettingView } from '../../src/shared/settings-view.ts';

const HOSTS: readonly [string, LoadSettings, SaveSettings][] = [
  ['headless, with conf', loadWithConf, saveWithConf],
  ['in the desktop app, with electron-store', loadWithElectronStore, saveWithElectronStore],
];

describe.each(HOSTS)('settings %s (ruling 28)', (_host, load, save) => {
  let directory: string;
  let recorded: unknown[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'));
    recorded = [];
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const file = () => join(directory, 'config.json');
  const open = (environment: Environment = {}, port?: number): Admin =>
    settingsMethods({
      settings: createSettingsControl({ directory, environment, port, load, save }),
      activity: { record: (event: unknown) => void recorded.push(event) } as never,
    });
  const list = (admin: Admin) => admin['settings.get']?.({}, 'window') as Promise<{ settings: SettingView[] }>;
  const get = async (admin: Admin, name: string) => (await list(admin)).settings.find((each) => each.name === name);
  const set = (admin: Admin, values: unknown) => admin['settings.set']?.({ values }, 'window');

  it('nothing is kept before something is set, and reading makes no file', async () => {
    expect(await get(open(), 'port')).toEqual({
      name: 'port',
      value: null,
      isKept: false,
      overriddenBy: null,
      pending: false,
      allowed: 'a port from 1 to 65535',
    });
    expect(() => statSync(file())).toThrow('ENOENT');
  });

  it('what is set is in the file that only the person may read; a port holds from the next start on, the rest at once', async () => {
    const admin = open();
    await set(admin, { port: '4999', remoteRedirects: 'true', clientSleep: '90' });
    expect(await get(admin, 'port')).toMatchObject({ value: '4999', pending: true });
    expect(await get(admin, 'clientSleep')).toMatchObject({ value: '90', pending: false });
    expect(await get(open(), 'port')).toMatchObject({ value: '4999', pending: false });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ port: 4999, remoteRedirects: true, clientSleep: 90 });
    expect(readSettingsFile(directory, load)).toEqual({ port: 4999, remoteRedirects: true, clientSleep: 90 * 86_400_000 });
    expect(recorded).toEqual([{ kind: 'settings.changed', names: ['port', 'remoteRedirects', 'clientSleep'], by: 'window' }]);
  });

  it('what holds now is told anew after each change, and what was refused or was written past Gatehouse changes nothing', async () => {
    const control = createSettingsControl({ directory, environment: { GATEHOUSE_PROMPT_SECONDS: '60' }, port: undefined, load, save });
    expect(control.live()).toMatchObject({ ...USUAL_SETTINGS, promptTimeout: 60_000 });
    expect(control.change({ duration: 'always', documentHosts: 'Example.com, other.example' })).toBeNull();
    expect(control.live()).toMatchObject({ duration: 'always', documentHosts: ['example.com', 'other.example'], promptTimeout: 60_000 });
    expect(control.change({ duration: 'for ever' })).toBe('"for ever" does not work here: use once, 30d or always, or leave it empty.');
    expect(control.change({ startAtLogin: 'true' })).toBe('Only the desktop app can start at login.');
    writeFileSync(file(), JSON.stringify({ duration: 'once' }), { mode: 0o600 });
    expect(control.list().find(({ name }) => name === 'duration')).toMatchObject({ value: 'once', pending: true });
    expect(control.live()).toMatchObject({ duration: 'always' });
    expect(control.change({ duration: null })).toBeNull();
    expect(control.live()).toMatchObject({ duration: '30d', documentHosts: ['example.com', 'other.example'] });
  });

  it('null and an empty field go back to the default; what else is in the file stays', async () => {
    writeFileSync(file(), JSON.stringify({ port: 4999, clientSleep: 3, theme: 'dark' }), { mode: 0o600 });
    const admin = open();
    await set(admin, { port: null, clientSleep: ' ' });
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ theme: 'dark' });
    expect(await get(admin, 'port')).toMatchObject({ value: null, pending: true });
  });

  it.each([
    ['a value that would stop the next start', { port: '0' }, 'use a port from 1 to 65535'],
    ['an address without its model', { embeddingsUrl: 'http://127.0.0.1:11434/v1' }, 'Set both, or neither'],
    ['one good and one bad: none of them', { clientSleep: '3', activityRetention: 'long' }, 'whole days from 1 to 3650'],
    ['another name', { tlsKey: '/x' }, 'no setting tlsKey'],
    ['a name of every object', { constructor: 'x' }, 'no setting constructor'],
    ['no text', { port: 4999 }, 'must be a text'],
    ['a host with its port', { documentHosts: 'example.com:8443' }, 'names of hosts such as example.com'],
    ['an address where a host is wanted', { documentHosts: 'https://example.com' }, 'names of hosts such as example.com'],
    ['too little time to read', { promptTimeout: '29' }, 'whole seconds from 30 to 300'],
    ['half a time', { quietHours: '22:00' }, 'two different times of the day such as 22:00-07:00'],
    ['an hour that no day has', { quietHours: '22:00-24:00' }, 'two different times of the day'],
    ['a whole day of quiet, which is quiet until it is ended', { quietHours: '07:00-07:00' }, 'two different times of the day'],
    ['a theme of its own', { theme: 'pink' }, 'system, light or dark'],
    ['nothing', {}, 'values must name a setting'],
    ['no object', 'port', 'must be an object'],
    ['a very long text', { allowedOrigins: `https://${'a'.repeat(5_000)}.example` }, 'must be a text'],
  ])('%s is refused in one line, and nothing is kept', async (_name, values, line) => {
    await expect(set(open(), values)).rejects.toThrow(line);
    expect(() => statSync(file())).toThrow('ENOENT');
  });

  it('several are one write, and one that fails keeps none of them: nothing holds, nothing is recorded', async () => {
    let room = 1;
    const untilFull: SaveSettings = (...words) => {
      if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      room -= 1;
      save(...words);
    };
    const control = createSettingsControl({ directory, environment: {}, port: undefined, load, save: untilFull });
    const admin = settingsMethods({ settings: control, activity: { record: (event: unknown) => void recorded.push(event) } as never });
    await set(admin, { duration: 'once', remoteRedirects: 'true' });
    const before = { live: control.live(), file: readFileSync(file(), 'utf8'), recorded: [...recorded] };
    expect(before).toMatchObject({ live: { duration: 'once', remoteRedirects: true }, recorded: [{ names: ['duration', 'remoteRedirects'] }] });
    await expect(set(admin, { duration: 'always', remoteRedirects: null })).rejects.toThrow('ENOSPC');
    expect({ live: control.live(), file: readFileSync(file(), 'utf8'), recorded }).toEqual(before);
  });

  it('what belongs together is kept together, and a secret is never told', async () => {
    const admin = open();
    await set(admin, { embeddingsUrl: 'http://127.0.0.1:11434/v1', embeddingsModel: 'nomic', embeddingsKey: 'very-secret' });
    expect(await get(admin, 'embeddingsKey')).toMatchObject({ value: null, isKept: true });
    expect(JSON.stringify([await admin['settings.get']?.({}, 'window'), recorded])).not.toContain('very-secret');
    await expect(set(admin, { embeddingsKey: 'very secret' })).rejects.toThrow(/^(?!.*very secret).*500 characters/);
  });

  it.each<[string, Environment, number | undefined, string, string]>([
    ['GATEHOUSE_PORT', { GATEHOUSE_PORT: '5000' }, undefined, 'port', '5000'],
    ['--port', { GATEHOUSE_PORT: '5000' }, 6000, 'port', '6000'],
    ['CLIENT_LIFETIME', { CLIENT_LIFETIME: '86400' }, undefined, 'clientSleep', '86400'],
  ])('%s stands above the file, is named, and cannot be changed here', async (variable, environment, port, name, value) => {
    const admin = open(environment, port);
    expect(await get(admin, name)).toMatchObject({ value, overriddenBy: variable, pending: false });
    await expect(set(admin, { [name]: '7000' })).rejects.toThrow(`${variable} decides this. Change it there.`);
  });

  it('a damaged file is told and left as it is', async () => {
    const admin = open();
    writeFileSync(file(), '{"port":', { mode: 0o600 });
    await expect(admin['settings.get']?.({}, 'window')).rejects.toThrow('is damaged');
    expect(readFileSync(file(), 'utf8')).toBe('{"port":');
  });
});

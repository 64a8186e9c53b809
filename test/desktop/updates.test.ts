/** Updates: off unless the person turned them on (ruling 28), signed by the makers, never beside a prompt, installed on quit. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpdateCheckResult } from 'electron-updater';
import { describe, expect, it } from 'vitest';
import { loadWithElectronStore, saveWithElectronStore } from '../../src/desktop/settings.ts';
import { type Feed, isSigned, signFeed } from '../../src/desktop/updates/signed-feed.ts';
import { createUpdates, type Updater } from '../../src/desktop/updates/updates.ts';
import { readEnvironment } from '../../src/edge/environment.ts';
import { createSettingsControl } from '../../src/edge/settings-control.ts';
import { readSettingsFile } from '../../src/edge/settings-file.ts';

const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
const makeKeys = () => generateKeyPairSync('ed25519', pem) as unknown as Record<'publicKey' | 'privateKey', string>;
const { publicKey, privateKey } = makeKeys();
const FEED: Feed = { version: '0.2.0', files: [{ url: 'Gatehouse-0.2.0-linux-x86_64.AppImage', sha512: 'c2hh' }] };
const signed = (feed: Feed): Feed => ({ ...feed, signature: signFeed(feed, privateKey) });
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function setUp({ feed = signed(FEED), newer = true }: { feed?: Feed; newer?: boolean } = {}) {
  const world = { now: 0, wanted: true, busy: false, quiet: false, feed, newer, failing: false };
  const did: string[] = [];
  let onDownload = () => undefined as unknown;
  const updater = {
    autoDownload: true,
    autoInstallOnAppQuit: false,
    disableWebInstaller: false,
    requestHeaders: null as Updater['requestHeaders'],
    isUserWithinRollout: (() => false) as Updater['isUserWithinRollout'],
    logger: console as Updater['logger'],
    async checkForUpdates() {
      did.push('check');
      if (world.failing) throw new Error('net::ERR_INTERNET_DISCONNECTED\n  at much length');
      return { isUpdateAvailable: world.newer, updateInfo: world.feed } as unknown as UpdateCheckResult;
    },
    async downloadUpdate() {
      did.push('download');
      onDownload();
      return [];
    },
  } satisfies Updater;
  const turn = createUpdates({
    loadUpdater: async () => {
      did.push('load');
      return updater;
    },
    wanted: () => world.wanted,
    busy: () => world.busy,
    mayPopUp: () => !world.quiet,
    isSigned: (each) => isSigned(each, publicKey),
    tell: (version) => did.push(`tell ${version}`),
    now: () => world.now,
    log: (line) => did.push(`log ${line}`),
  });
  const whileDownloading = (act: () => unknown) => {
    onDownload = act;
  };
  const pass = async (time: number) => {
    world.now += time;
    await turn();
    return did.splice(0);
  };
  return { world, updater, turn, did, pass, whileDownloading };
}

describe('updates', () => {
  it('are not looked for, and nothing is loaded for it, until the person wants them', async () => {
    const { world, pass } = setUp();
    world.wanted = false;
    expect(await pass(0)).toEqual([]);
    expect(await pass(365 * DAY)).toEqual([]);
    world.wanted = true;
    expect(await pass(MINUTE)).toEqual(['load', 'check', 'download', 'tell 0.2.0']);
  });

  it('are looked for ten minutes after the start and then once a day', async () => {
    const { world, pass } = setUp({ newer: false });
    expect(await pass(9 * MINUTE)).toEqual([]);
    expect(await pass(MINUTE)).toEqual(['load', 'check']);
    expect(await pass(DAY - 1)).toEqual([]);
    world.newer = true;
    expect(await pass(1)).toEqual(['check', 'download', 'tell 0.2.0']);
    expect(await pass(DAY)).toEqual(['check']);
  });

  it('are not looked for while a request waits, but right after', async () => {
    const { world, pass } = setUp();
    world.busy = true;
    expect(await pass(DAY)).toEqual([]);
    world.busy = false;
    expect(await pass(MINUTE)).toEqual(['load', 'check', 'download', 'tell 0.2.0']);
  });

  it('are not told of beside a prompt that came meanwhile, but after it, and once', async () => {
    const { world, pass, whileDownloading } = setUp();
    whileDownloading(() => {
      world.busy = true;
    });
    expect(await pass(DAY)).toEqual(['load', 'check', 'download']);
    expect(await pass(MINUTE)).toEqual([]);
    world.busy = false;
    expect(await pass(MINUTE)).toEqual(['tell 0.2.0']);
    expect(await pass(MINUTE)).toEqual([]);
  });

  it('are fetched in quiet hours and told of after them', async () => {
    const { world, pass } = setUp();
    world.quiet = true;
    expect(await pass(DAY)).toEqual(['load', 'check', 'download']);
    world.quiet = false;
    expect(await pass(MINUTE)).toEqual(['tell 0.2.0']);
  });

  it('are fetched only after the signature was checked, and installed when the person quits', async () => {
    const { updater, pass } = setUp();
    await pass(DAY);
    expect(updater).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: true, disableWebInstaller: true, logger: null });
  });

  it('tell the server nothing that would know this copy again, and are for everyone at once', async () => {
    const { updater, pass } = setUp();
    await pass(DAY);
    expect(updater.requestHeaders).toEqual({ 'x-user-staging-id': 'nobody' });
    expect(await updater.isUserWithinRollout({} as never)).toBe(true);
  });

  it('that lie ready are left alone when the person no longer wants them', async () => {
    const { world, updater, pass } = setUp();
    await pass(DAY);
    world.wanted = false;
    await pass(MINUTE);
    expect(updater.autoInstallOnAppQuit).toBe(false);
  });

  it('without the signature of the makers are not fetched, and the log says so', async () => {
    const { pass } = setUp({ feed: { ...signed(FEED), version: '9.9.9' } });
    expect(await pass(DAY)).toEqual(['load', 'check', 'log the update 9.9.9 is not signed by the makers of Gatehouse and is left alone']);
  });

  it('that cannot be asked for are one line in the log, and asked for again the next day', async () => {
    const { world, pass } = setUp();
    world.failing = true;
    expect(await pass(DAY)).toEqual(['load', 'check', 'log no look for updates: net::ERR_INTERNET_DISCONNECTED']);
    world.failing = false;
    expect(await pass(MINUTE)).toEqual([]);
    expect(await pass(DAY)).toEqual(['check', 'download', 'tell 0.2.0']);
  });

  it('are looked for by one turn at a time', async () => {
    const { world, turn, did } = setUp();
    world.now = DAY;
    await Promise.all([turn(), turn(), turn()]);
    expect(did).toEqual(['load', 'check', 'download', 'tell 0.2.0']);
  });
});

describe('the setting', () => {
  it('is off in a new profile, and the window turns it on and off', () => {
    const directory = mkdtempSync(join(tmpdir(), 'gatehouse-updates-'));
    const settings = createSettingsControl({ directory, environment: {}, port: undefined, load: loadWithElectronStore, save: saveWithElectronStore });
    expect(readSettingsFile(directory, loadWithElectronStore).updates ?? false).toBe(false);
    expect(settings.change({ updates: 'true' })).toBeNull();
    expect(readSettingsFile(directory, loadWithElectronStore).updates ?? false).toBe(true);
    expect(settings.change({ updates: null })).toBeNull();
    expect(readSettingsFile(directory, loadWithElectronStore).updates ?? false).toBe(false);
    rmSync(directory, { recursive: true });
  });

  it('may be set for a whole machine, and a bad value stops the start', () => {
    expect(readEnvironment({ GATEHOUSE_UPDATES: 'false' }).updates).toBe(false);
    expect(readEnvironment({}).updates).toBeUndefined();
    expect(() => readEnvironment({ GATEHOUSE_UPDATES: 'maybe' })).toThrow(/GATEHOUSE_UPDATES.*maybe.*true or false/);
  });
});

describe('a signed feed', () => {
  it('is what was signed', () => {
    expect(isSigned(signed(FEED), publicKey)).toBe(true);
  });

  it.each<[string, Feed]>([
    ['has another version', { ...signed(FEED), version: '0.2.1' }],
    ['has another file', { ...signed(FEED), files: [{ url: 'Gatehouse-0.2.0-linux-x86_64.AppImage', sha512: 'ZXZpbA==' }] }],
    ['has another name for the file', { ...signed(FEED), files: [{ url: 'https://elsewhere.example/x', sha512: 'c2hh' }] }],
    ['has one file more', { ...signed(FEED), files: [...FEED.files, ...FEED.files] }],
    ['names no file, where an old field would be used', { ...signed({ ...FEED, files: [] }) }],
    ['is not signed', FEED],
    ['is signed with nothing', { ...FEED, signature: '' }],
    ['is signed with something else', { ...FEED, signature: { length: 64 } }],
    ['is signed by somebody else', { ...FEED, signature: signFeed(FEED, makeKeys().privateKey) }],
  ])('is not one that %s', (_what, feed) => {
    expect(isSigned(feed, publicKey)).toBe(false);
  });

  it('takes no other kind of key', () => {
    const { publicKey: rsa } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: pem.publicKeyEncoding,
      privateKeyEncoding: pem.privateKeyEncoding,
    });
    expect(isSigned(signed(FEED), rsa)).toBe(false);
  });
});

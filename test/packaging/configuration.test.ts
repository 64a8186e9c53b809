/** electron-builder.yml and what it names: valid for the packager, strict where the checklist is, and complete. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { besideArchive } from '../../src/store/sqlite/load-vector-extension.ts';
import { type Configuration, readConfiguration, root } from './pack.ts';

const { validateConfiguration } = (await import(join(root, 'node_modules/app-builder-lib/out/util/config/config.js'))) as {
  validateConfiguration(configuration: object, logger: object): Promise<void>;
};
const check = (configuration: object) => validateConfiguration(configuration, { isEnabled: false });
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;

describe('electron-builder.yml', () => {
  const configuration = readConfiguration() as Configuration & Record<'mac' | 'win' | 'linux' | 'nsis' | 'deb' | 'rpm', Record<string, unknown>>;

  it('fits the schema of the packager, and the schema is no formality', async () => {
    await expect(check(configuration)).resolves.toBeUndefined();
    await expect(check({ ...configuration, electronFuses: { runAsNode: 'no' } })).rejects.toThrow('runAsNode');
    await expect(check({ ...configuration, signing: true })).rejects.toThrow('signing');
  });

  it('names files that are there', () => {
    const { mac, win, linux, nsis, deb, rpm } = configuration;
    for (const path of [mac.icon, mac.entitlements, mac.entitlementsInherit, win.icon, linux.icon, nsis.include, configuration.afterPack]) {
      expect(existsSync(join(root, String(path))), String(path)).toBe(true);
    }
    for (const { afterInstall, afterRemove } of [deb, rpm])
      expect(existsSync(join(root, String(afterInstall))) && existsSync(join(root, String(afterRemove)))).toBe(true);
  });

  it('packs the runtime that the app is built and tested against', () => {
    expect(configuration.electronVersion).toBe(about.devDependencies?.electron);
  });

  it('builds for the three systems what was promised', () => {
    expect(configuration.mac.target).toEqual(['dmg', 'zip']);
    expect(configuration.win.target).toBe('nsis');
    expect(configuration.linux.target).toEqual(['AppImage', 'deb', 'rpm']);
  });

  it('macOS: hardened runtime, notarized, and of the entitlements only the one for machine code', () => {
    expect(configuration.mac).toMatchObject({ hardenedRuntime: true, notarize: true });
    const entitlements = readFileSync(join(root, 'build/mac/entitlements.plist'), 'utf8');
    expect([...entitlements.matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit']);
  });

  it('registers no deep link and no file type', () => {
    for (const name of ['protocols', 'fileAssociations']) {
      for (const part of [configuration, configuration.mac, configuration.win, configuration.linux]) expect(part).not.toHaveProperty(name);
    }
  });

  it('holds no secret and no feed: both come with a release', () => {
    expect(configuration.publish).toBeNull();
    const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
    expect(text).not.toMatch(/password|certificateFile|cscLink|token/i);
  });
});

describe('sqlite-vec in the packed app', () => {
  it('is opened beside the archive, because SQLite knows nothing of archives', () => {
    expect(besideArchive('/opt/Gatehouse/resources/app.asar/node_modules/sqlite-vec-linux-x64/vec0.so')).toBe(
      '/opt/Gatehouse/resources/app.asar.unpacked/node_modules/sqlite-vec-linux-x64/vec0.so',
    );
    expect(besideArchive('C:\\Gatehouse\\resources\\app.asar\\node_modules\\sqlite-vec-windows-x64\\vec0.dll')).toBe(
      'C:\\Gatehouse\\resources\\app.asar.unpacked\\node_modules\\sqlite-vec-windows-x64\\vec0.dll',
    );
  });

  it('stays where it is in a checkout', () => {
    for (const path of ['/home/p/gatehouse/node_modules/sqlite-vec-linux-x64/vec0.so', '/home/my.app.asar/x/vec0.so', '/x/app.asar.unpacked/vec0.so']) {
      expect(besideArchive(path)).toBe(path);
    }
  });
});

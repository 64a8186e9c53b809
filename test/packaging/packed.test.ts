/** What the installers would hold: checklist item 19, ruling 31, and the 25 MB of the app without runtime and command. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackageWithOptions, extractAll, extractFile, getRawHeader } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { youngClosures } from '../../scripts/build/young-closures.ts';
import { FUSES, inspectPackedApp, MOST_BYTES, nativesOf, type PackedApp, problemsOf, resourcesOf, type System } from '../../scripts/packed-app.ts';
import { PATIENCE, type Packing, root, startPacking } from './pack.ts';

const SYSTEMS: readonly System[] = ['linux', 'win', 'mac'];
const installed = (name: string) => existsSync(join(root, name));

describe('the packed app, on a stub runtime', () => {
  let packing: Packing;
  const folders = {} as Record<System, string>;
  const apps = {} as Record<System, PackedApp>;
  beforeAll(async () => {
    packing = await startPacking();
    for (const system of SYSTEMS) {
      folders[system] = await packing.pack(system, system === 'linux' ? 'deb' : 'dir');
      apps[system] = await inspectPackedApp(folders[system], system);
    }
  }, PATIENCE);
  afterAll(() => packing.remove());

  describe.each(SYSTEMS)('for %s', (system) => {
    it('holds what this system needs, nothing of another, no sources, maps or tests', () => {
      // Of sqlite-vec npm installs only the build of the system it runs on.
      const natives = nativesOf(system, 'x64').filter((name) => installed(name));
      expect(problemsOf(apps[system], natives)).toEqual([]);
      expect(apps[system].archived).toEqual(expect.arrayContaining(['package.json', 'dist/main.js', 'dist/auth-writer.js', 'dist/preload/consent.cjs']));
      expect(apps[system].archived.filter((name) => name.startsWith('dist/renderer/consent/'))).toContain('dist/renderer/consent/index.html');
    });

    it('is under 25 MB without the runtime and the command', () => {
      console.log(`packed content for ${system}: ${(apps[system].size / 1e6).toFixed(1)} MB of ${MOST_BYTES / 1e6} MB`);
      expect(apps[system].size).toBeGreaterThan(1_000_000);
      expect(apps[system].size).toBeLessThan(MOST_BYTES);
    });

    it('has no code of which V8 keeps every call', () => {
      const names = apps[system].archived.filter((name) => /^dist\/[\w-]+\.js$/.test(name));
      const code = names.map((name) => extractFile(join(resourcesOf(folders[system], system), 'app.asar'), name).toString());
      expect(code.length).toBeGreaterThan(10);
      for (const [at, text] of code.entries()) expect(youngClosures(text) === text, names[at]).toBe(true);
      expect(code.join('\n')).not.toMatch(/success:\s*(?:!1|false),\s*get error/);
    });

    it('has its fuses set, each as the checklist says', () => {
      expect(apps[system].fuses).toEqual(FUSES);
    });

    it('brings the command, which may be started', () => {
      const command = join(resourcesOf(folders[system], system), 'bin', 'gatehouse');
      expect(statSync(command).mode & 0o111).toBe(0o111);
    });

    it('says of itself what it is called and how it begins, and no more of the checkout', () => {
      const about = JSON.parse(String(extractFile(join(resourcesOf(folders[system], system), 'app.asar'), 'package.json')));
      expect(about).toMatchObject({ name: 'gatehouse', productName: 'Gatehouse', main: 'dist/main.js' });
      expect(about).not.toHaveProperty('devDependencies');
      expect(about).not.toHaveProperty('scripts');
    });

    it('holds no file that carries a secret or a path of the machine that built it', () => {
      const archive = join(resourcesOf(folders[system], system), 'app.asar');
      for (const name of apps[system].archived.filter((each) => !apps[system].beside.includes(each))) {
        const text = String(extractFile(archive, name));
        expect(text.includes(root), name).toBe(false);
        expect(text, name).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n|\bgh[pousr]_[A-Za-z0-9]{36}\b/);
      }
    });
  });

  it('macOS and Windows check the archive against a hash that is written into the app itself', () => {
    const plist = readFileSync(join(folders.mac, 'Gatehouse.app/Contents/Info.plist'), 'utf8');
    expect(plist).toMatch(/ElectronAsarIntegrity[\s\S]*Resources\/app\.asar[\s\S]*SHA256[\s\S]*<string>[0-9a-f]{64}<\/string>/);
    const { headerString } = getRawHeader(join(resourcesOf(folders.win, 'win'), 'app.asar'));
    expect(JSON.parse(headerString).files['package.json'].integrity.algorithm).toBe('SHA256');
    expect(readFileSync(join(folders.win, 'Gatehouse.exe')).includes(Buffer.from('resources\\\\app.asar'))).toBe(true);
  });

  it('macOS: no deep link is registered, and it lives in the menu bar', () => {
    const plist = readFileSync(join(folders.mac, 'Gatehouse.app/Contents/Info.plist'), 'utf8');
    expect(plist).not.toContain('CFBundleURLTypes');
    expect(plist).toMatch(/<key>LSUIElement<\/key>\s*<true\/>/);
  });

  describe('what the check finds', () => {
    it('a foreign build, a map, a loosened fuse, code beside the archive, too many bytes', async () => {
      const copy = join(packing.folder, 'spoilt');
      const resources = resourcesOf(copy, 'linux');
      const content = join(packing.folder, 'spoilt-content');
      execFileSync('cp', ['-r', folders.linux, copy]);
      extractAll(join(resourcesOf(folders.linux, 'linux'), 'app.asar'), content);
      mkdirSync(join(content, 'test'));
      writeFileSync(join(content, 'test/a.test.ts'), 'x');
      writeFileSync(join(content, 'dist/main.js.map'), '{}');
      writeFileSync(join(content, 'node_modules/better-sqlite3/prebuilds/win32-x64.node'), 'x');
      await createPackageWithOptions(content, join(resources, 'app.asar'), { unpack: '**/{*.node,vec0.*,main.js}' });
      await flipFuses(join(copy, 'gatehouse-app'), { version: FuseVersion.V1, [FuseV1Options.RunAsNode]: true });
      const app = await inspectPackedApp(copy, 'linux');
      expect(problemsOf({ ...app, size: MOST_BYTES + 1 }, nativesOf('linux', 'x64')).toSorted()).toEqual([
        'dist/main.js lies beside the archive',
        'dist/main.js.map does not belong into the app',
        'node_modules/better-sqlite3/prebuilds/win32-x64.node is for another system',
        'node_modules/better-sqlite3/prebuilds/win32-x64.node lies beside the archive',
        'test/a.test.ts does not belong into the app',
        'the app is 25000001 bytes, more than 25000000',
        'the fuse RunAsNode is not off',
      ]);
    });

    it('a library that is missing', () => {
      expect(problemsOf(apps.linux, nativesOf('linux', 'arm64'))).toContain(
        'node_modules/better-sqlite3/prebuilds/linux-arm64.node is missing beside the archive',
      );
    });
  });

  describe('the .deb', () => {
    const deb = () => join(packing.folder, 'release', 'Gatehouse-0.1.0-linux-amd64.deb');
    const field = (name: string) => String(execFileSync('dpkg-deb', ['--field', deb(), name])).trim();
    let tree: string;
    beforeAll(() => {
      tree = join(packing.folder, 'deb');
      execFileSync('dpkg-deb', ['--raw-extract', deb(), tree]);
    });

    it('is called gatehouse and needs the library of the system keychain', () => {
      expect(field('Package')).toBe('gatehouse');
      expect(field('Version')).toBe('0.1.0');
      expect(field('Architecture')).toBe('amd64');
      expect(field('Depends').split(', ')).toEqual(expect.arrayContaining(['libsecret-1-0', 'libgtk-3-0', 'libnotify4']));
    });

    it('installs the app, its entry in the menus without a scheme of its own, and icons', () => {
      for (const name of ['gatehouse-app', 'chrome-sandbox', 'resources/app.asar', 'resources/bin/gatehouse', 'resources/apparmor-profile']) {
        expect(existsSync(join(tree, 'opt/Gatehouse', name)), name).toBe(true);
      }
      const entry = readFileSync(join(tree, 'usr/share/applications/gatehouse-app.desktop'), 'utf8');
      expect(entry).toMatch(/^Exec=\/opt\/Gatehouse\/gatehouse-app\b/m);
      expect(entry).not.toContain('MimeType');
      for (const size of [16, 48, 256, 512])
        expect(existsSync(join(tree, `usr/share/icons/hicolor/${size}x${size}/apps/gatehouse-app.png`)), `${size}`).toBe(true);
    });

    describe('its scripts, run on a root of their own', () => {
      const OURS = '/opt/Gatehouse/resources/bin/gatehouse';
      const bash = (script: string, ...words: string[]) => {
        const text = readFileSync(join(tree, 'DEBIAN', script), 'utf8').replaceAll('/usr/bin/gatehouse', join(tree, 'usr/bin/gatehouse'));
        const path = join(packing.folder, script);
        writeFileSync(path, text.replace(/^app=.*$/m, `app='${tree}/opt/Gatehouse'`).replaceAll('/etc/apparmor.d/', `${tree}/etc-apparmor-`));
        chmodSync(path, 0o755);
        // Whatever of the system they would speak to is not there.
        execFileSync('/bin/sh', [path, ...words], { env: { PATH: '/usr/bin:/bin' } });
      };
      const link = () => join(tree, 'usr/bin/gatehouse');
      beforeAll(() => mkdirSync(join(tree, 'usr/bin'), { recursive: true }));

      it('have every name filled in', () => {
        for (const script of ['postinst', 'postrm']) expect(readFileSync(join(tree, 'DEBIAN', script), 'utf8')).not.toContain('${');
      });

      it('link the command, so that it can be typed', () => {
        bash('postinst', 'configure');
        expect(readlinkSync(link())).toBe(join(tree, OURS));
        expect(String(execFileSync(link()))).toBe('the command\n');
      });

      it('leave a program of somebody else under that name alone', () => {
        execFileSync('rm', [link()]);
        writeFileSync(link(), 'somebody else');
        bash('postinst', 'configure');
        bash('postrm', 'remove');
        expect(readFileSync(link(), 'utf8')).toBe('somebody else');
        execFileSync('rm', [link()]);
      });

      it.each(['upgrade', '1'])('keep the link when a newer version replaces this one (%s)', (word) => {
        symlinkSync(OURS, link());
        bash('postrm', word);
        expect(readlinkSync(link())).toBe(OURS);
        execFileSync('rm', [link()]);
      });

      it.each(['remove', '0'])('take the link away with the app (%s)', (word) => {
        symlinkSync(OURS, link());
        bash('postrm', word);
        expect(existsSync(link())).toBe(false);
        expect(() => readlinkSync(link())).toThrow();
      });
    });
  });
});

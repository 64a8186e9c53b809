/** What an unpacked app folder holds, and what is wrong with it: the same for tests and for the release. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

export type System = 'linux' | 'win' | 'mac';
export type PackedApp = {
  /** Names in the archive, without the folders. */
  readonly archived: readonly string[];
  /** Names of what lies beside it. */
  readonly beside: readonly string[];
  /** Bytes of both: all but Electron's runtime and the `gatehouse` command. */
  readonly size: number;
  readonly fuses: Readonly<Record<string, boolean>>;
};

export const MOST_BYTES = 25_000_000;

/** Checklist item 19: on or off, none left as Electron ships it by accident. */
export const FUSES: Readonly<Record<string, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};

const PLACES: Readonly<Record<System, { readonly resources: string; readonly fused: string }>> = {
  linux: { resources: 'resources', fused: 'gatehouse-app' },
  win: { resources: 'resources', fused: 'Gatehouse.exe' },
  mac: { resources: 'Gatehouse.app/Contents/Resources', fused: 'Gatehouse.app' },
};
const NAMES: Readonly<Record<System, readonly [node: string, vec: string, library: string]>> = {
  linux: ['linux', 'linux', 'so'],
  win: ['win32', 'windows', 'dll'],
  mac: ['darwin', 'darwin', 'dylib'],
};
/** Everything in the archive is one of these, and nothing else. */
const EXPECTED =
  /^(package\.json|assets\/tray\/[^.]+\.(png|ico)|dist\/[^/]+\.(js|pem)|dist\/preload\/[^/]+\.cjs|dist\/renderer\/[^/]+\/[^/]+\.(html|css|js|svg|png|woff2)|node_modules\/(better-sqlite3|keytar)\/(package\.json|LICENSE[^/]*|lib\/.+\.js|prebuilds\/.+\.node)|node_modules\/sqlite-vec(-[^/]+)?\/(package\.json|index\.[cm]js|vec0\.\w+))$/;

/** The libraries that this system opens; sqlite-vec's may be missing where npm did not install it. */
export function nativesOf(system: System, arch: string): readonly string[] {
  const [node, vec, library] = NAMES[system];
  return [
    `node_modules/better-sqlite3/prebuilds/${node}-${arch}.node`,
    `node_modules/keytar/prebuilds/${node}-${arch}/keytar.node`,
    `node_modules/sqlite-vec-${vec}-${arch}/vec0.${library}`,
  ];
}

export function resourcesOf(folder: string, system: System): string {
  return join(folder, PLACES[system].resources);
}

/** @param folder what `electron-builder --dir` made, such as `release/linux-unpacked` */
export async function inspectPackedApp(folder: string, system: System): Promise<PackedApp> {
  const resources = resourcesOf(folder, system);
  const archive = join(resources, 'app.asar');
  const unpacked = join(resources, 'app.asar.unpacked');
  const beside = filesIn(unpacked);
  const names = listPackage(archive, { isPack: false }).map((name) => name.slice(1).replaceAll('\\', '/'));
  const folders = new Set(names.flatMap((name) => name.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))));
  const wire = await getCurrentFuseWire(join(folder, PLACES[system].fused));
  return {
    archived: names.filter((name) => !folders.has(name)),
    beside,
    size: statSync(archive).size + beside.reduce((sum, name) => sum + statSync(join(unpacked, name)).size, 0),
    fuses: Object.fromEntries(Object.keys(FUSES).map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]] === FuseState.ENABLE])),
  };
}

/** @returns one line for each thing that is wrong */
export function problemsOf({ archived, beside, size, fuses }: PackedApp, natives: readonly string[]): readonly string[] {
  const isNative = (name: string) => /\.(node|so|dll|dylib)$/.test(name);
  return [
    ...archived.filter((name) => !EXPECTED.test(name)).map((name) => `${name} does not belong into the app`),
    ...beside.filter((name) => !natives.includes(name)).map((name) => `${name} lies beside the archive`),
    ...archived.filter((name) => isNative(name) && !natives.includes(name)).map((name) => `${name} is for another system`),
    ...natives.filter((name) => !beside.includes(name)).map((name) => `${name} is missing beside the archive`),
    ...(size > MOST_BYTES ? [`the app is ${size} bytes, more than ${MOST_BYTES}`] : []),
    ...Object.entries(FUSES)
      .filter(([name, on]) => fuses[name] !== on)
      .map(([name, on]) => `the fuse ${name} is not ${on ? 'on' : 'off'}`),
  ];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

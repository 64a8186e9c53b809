/** The release: feeds are signed so that the app believes them, nothing leaves unsigned, and no stranger's code sees a secret. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Feed, isSigned } from '../../src/desktop/updates/signed-feed.ts';
import { run } from '../support/broker.ts';
import { root } from './pack.ts';

type Step = { readonly run?: string; readonly uses?: string; readonly name?: string; readonly env?: Record<string, string> };
type Job = { readonly steps?: readonly Step[]; readonly uses?: string; readonly needs?: string; readonly env?: Record<string, string> };
type Workflow = { readonly jobs: Record<string, Job>; readonly permissions: unknown; readonly env?: Record<string, string> };

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-release-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('scripts/sign-feed.ts', () => {
  const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
  const keys = generateKeyPairSync('ed25519', pem) as unknown as Record<'publicKey' | 'privateKey', string>;
  const others = generateKeyPairSync('ed25519', pem) as unknown as Record<'publicKey' | 'privateKey', string>;
  const TEXT = `version: 0.2.0
files:
  - url: Gatehouse-0.2.0-linux-x86_64.AppImage
    sha512: ZtubHQKg0VS/vwOPut837//Ivxh+BhQmwCJTBsGfxt/kQlZ+BPTFGR9osO2cJh3T6hX0MAfEdH1SSxwMkJNIfQ==
    size: 2126942
path: Gatehouse-0.2.0-linux-x86_64.AppImage
sha512: ZtubHQKg0VS/vwOPut837//Ivxh+BhQmwCJTBsGfxt/kQlZ+BPTFGR9osO2cJh3T6hX0MAfEdH1SSxwMkJNIfQ==
releaseDate: '2026-11-21T15:13:57.845Z'
`;
  const feed = () => {
    const path = join(folder, 'latest-x64-linux.yml');
    writeFileSync(path, TEXT);
    return path;
  };
  const sign = (path: string, { privateKey, publicKey }: Record<'publicKey' | 'privateKey', string>) =>
    run('scripts/sign-feed.ts', [path], { GATEHOUSE_UPDATE_KEY: privateKey, GATEHOUSE_UPDATE_PUBLIC_KEY: publicKey });

  it('adds one line, and the app believes the feed', async () => {
    const path = feed();
    expect((await sign(path, keys)).code).toBe(0);
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith(TEXT)).toBe(true);
    expect(isSigned(parse(text) as Feed, keys.publicKey)).toBe(true);
    expect(isSigned(parse(text.replace('0.2.0', '0.3.0')) as Feed, keys.publicKey)).toBe(false);
  });

  it('signs nothing with a key that the copies out there do not know', async () => {
    const path = feed();
    expect((await sign(path, { ...keys, publicKey: others.publicKey })).code).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe(TEXT);
  });

  it('says what it wants', async () => {
    expect(await sign(feed(), { publicKey: '', privateKey: '' })).toMatchObject({ code: 2 });
  });
});

describe('the hosted workflows', () => {
  const folderOf = join(root, '.github/workflows');
  const workflows = readdirSync(folderOf).map((name) => [name, parse(readFileSync(join(folderOf, name), 'utf8')) as Workflow] as const);
  const { jobs } = parse(readFileSync(join(folderOf, 'release.yml'), 'utf8')) as Workflow;
  const scriptsOf = (job: string) => (jobs[job]?.steps ?? []).map((step) => step.run ?? '').join('\n');

  it.each(workflows)('%s runs no action of anybody, and starts with the right to read only', (_name, workflow) => {
    const used = Object.values(workflow.jobs).flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)]);
    expect(used.filter((name) => name !== undefined && !name.startsWith('./'))).toEqual([]);
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it.each(workflows)('%s gives a secret to the one step that needs it, and never to an installation or a build', (_name, workflow) => {
    for (const { steps = [], env = {} } of [workflow as Job, ...Object.values(workflow.jobs)]) {
      expect(JSON.stringify(env)).not.toContain('secrets.');
      for (const step of steps) {
        expect(step.run ?? '', step.name).not.toContain('secrets.');
        if (/npm (ci|run|test)|apt-get/.test(step.run ?? '')) expect(JSON.stringify(step.env ?? {}), step.run).not.toContain('secrets.');
      }
    }
  });

  it('publishing waits for every system, and every system for the tests', () => {
    expect(jobs.publish?.needs).toBe('build');
    expect(jobs.build?.needs).toBe('draft');
    expect(jobs.draft?.needs).toBe('ci');
    expect(jobs.ci?.uses).toBe('./.github/workflows/ci.yml');
  });

  it('what is not signed stops it: before the build, in the packager, and in what was built', () => {
    const build = scriptsOf('build');
    for (const each of [
      'GATEHOUSE_UPDATE_PUBLIC_KEY is missing',
      'forceCodeSigning="$sign"',
      'codesign --verify --deep --strict',
      'stapler validate',
      'Get-AuthenticodeSignature',
    ]) {
      expect(build).toContain(each);
    }
    expect(scriptsOf('publish')).toMatch(/sign-feed\.ts[\s\S]*--draft=false/);
  });

  it('the package for Claude Desktop is made, missed when it is not there, and has its checksum beside the others', () => {
    expect(scriptsOf('build')).toMatch(/^node scripts\/build-mcpb\.mjs release$/m);
    expect(scriptsOf('publish')).toMatch(/^ls gatehouse\.mcpb$/m);
    expect(scriptsOf('publish')).toMatch(/sha256sum Gatehouse-\* gatehouse\.mcpb > SHA256SUMS/);
  });

  it('what is packed is checked and run on every system before it may be published', () => {
    expect(scriptsOf('build')).toMatch(/check-packed\.ts[\s\S]*(smoke-packed\.ts[\s\S]*){3}gh release upload/);
  });
});

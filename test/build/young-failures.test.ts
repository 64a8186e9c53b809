/** zod's failed parses as the bundle has them: what they say is what zod says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { safeParse } from 'zod/v4/core';
import { FAILURES, youngFailures } from '../../scripts/build/young-failures.ts';

const file = createRequire(import.meta.url)
  .resolve('zod/v4/core')
  .replace(/index\.c?js$/, 'parse.js');
const code = readFileSync(file, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-zod-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Beside the installed ones: the same errors, the same settings. */
async function load(text: string): Promise<{ readonly safeParse: typeof safeParse }> {
  const at = join(folder, 'parse.mjs');
  writeFileSync(
    at,
    text.replaceAll(/from "(\.[^"]+)"/g, (_, path: string) => `from ${JSON.stringify(new URL(path, pathToFileURL(file)).href)}`),
  );
  return import(/* @vite-ignore */ pathToFileURL(at).href);
}

describe('a failed parse', async () => {
  const { safeParse: parse } = await load(youngFailures(code));
  const schema = z.object({ name: z.string().min(2), kind: z.union([z.literal('a'), z.literal('b')]) });

  it.each([[{ name: 'x', kind: 'c' }], [{}], [null], [{ name: 'xx', kind: 'a' }]])('of %j says what zod says', (value) => {
    const [ours, theirs] = [parse(schema, value), schema.safeParse(value)];
    expect(ours.success).toBe(theirs.success);
    expect(ours.data).toEqual(theirs.data);
    expect(ours.error?.issues).toEqual(theirs.error?.issues);
    expect(ours.error?.message).toBe(theirs.error?.message);
  });

  it('has one error, made when it is asked for, and takes another', () => {
    const failed = parse(schema, {});
    expect(failed.error).toBeInstanceOf(z.core.$ZodError);
    expect(failed.error).toBe(failed.error);
    const other = new z.core.$ZodError([]);
    Object.assign(failed, { error: other });
    expect(failed.error).toBe(other);
    expect(Object.assign(parse(schema, {}), { error: other }).error).toBe(other);
  });

  it('is of one shape with every other, which zod’s own are not', () => {
    const getters = (result: object) => Object.getOwnPropertyDescriptor(result, 'error')?.get;
    expect(getters(parse(schema, {}))).toBeUndefined();
    expect(getters(schema.safeParse({})), 'then scripts/build/young-failures.ts is needed no more').toBeDefined();
  });
});

it('the bundler finds zod’s file, and a zod that does it otherwise ends the build', () => {
  expect(file.replaceAll('\\', '/')).toMatch(FAILURES);
  expect(() => youngFailures('export {};')).toThrow('zod');
});

/** What the bundler does to functions that are assigned to properties, and that V8 then lets go of what they see. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { youngClosures } from '../../scripts/build/young-closures.ts';

describe('a function that is assigned to a property', () => {
  it.each([
    ['of an object', 'function f(o) { o.close = () => 1; }', 'function f(o) { o.close = (0,() => 1); }'],
    ['by a computed name', 'const f = (o, k) => { o[k] = function () {}; };', 'const f = (o, k) => { o[k] = (0,function () {}); };'],
    ['where there is none yet', 'const f = (o) => { o.close ??= async () => 1; };', 'const f = (o) => { o.close ??= (0,async () => 1); };'],
    ['inside another', 'const f = (o) => { o.a = () => { o.b = () => 1; }; };', 'const f = (o) => { o.a = (0,() => { o.b = (0,() => 1); }); };'],
    ['as the last of another', 'const f = (o) => o.a = () => o.b = () => 1', 'const f = (o) => o.a = (0,() => o.b = (0,() => 1))'],
    ['by a class', 'class C { constructor() { this.close = () => this; } }', 'class C { constructor() { this.close = (0,() => this); } }'],
    ['behind letters of two units', 'const f = (o) => { o.a = "é😀"; o.b = () => "😀"; };', 'const f = (o) => { o.a = "é😀"; o.b = (0,() => "😀"); };'],
  ])('%s stands behind a comma', (_where, code, expected) => {
    expect(youngClosures(code)).toBe(expected);
  });

  it('what is assigned once, and what V8 does not keep, stays as it is', () => {
    const code = 'exports.a = () => 1; const f = (o, g) => { let h = () => 1; h = () => 2; o.a = g; o.b = { c: () => h }; o.d(() => 1); };';
    expect(youngClosures(code)).toBe(code);
  });

  it.each(['(function () {})()', '[1].map(String)', '`a`', '/a/.test("a")', '+1', 'next()'])('without a semicolon before %s it ends the build', (next) => {
    for (const statement of ['o.a = () => { }', 'var x = o.a = () => { }']) {
      expect(() => youngClosures(`const f = (o) => { ${statement}\n${next} };`)).toThrow('semicolon');
      expect(youngClosures(`const f = (o) => { ${statement};\n${next} };`)).toBe(
        `const f = (o) => { ${statement.replace('() => { }', '(0,() => { })')};\n${next} };`,
      );
    }
  });

  it('what is no module ends the build', () => {
    expect(() => youngClosures('const f = (o) => { o.a = () => {')).toThrow();
  });

  it('nothing is left to do the second time', () => {
    const once = youngClosures('const f = (o) => { o.a = () => { o.b = () => 1; }; };');
    expect(youngClosures(once)).toBe(once);
  });

  it('means the same: its name, its this, what it returns', () => {
    const code = `
      const o = { n: 1 };
      (function () { o.a = function () { return this.n; }; o.b = () => this; o.c = function named() {}; o.d = async () => 1; o.e = function* () { yield 1; }; }).call('me');
      [o.a(), String(o.b()), o.a.name, o.c.name, o.d.constructor.name, [...o.e()].join(), typeof o.a.prototype]`;
    const run = (text: string): unknown => spawnSync(process.execPath, ['-p', text], { encoding: 'utf8' }).stdout;
    expect(run(youngClosures(code))).toBe(run(code));
    expect(run(code)).toContain("[ 1, 'me', '', 'named', 'AsyncFunction', '1', 'object' ]");
  });
});

describe('V8', () => {
  /** A thousand calls that each assign a function which sees 10 kB, all over before the next. */
  const calls = `
    const old = () => require('v8').getHeapSpaceStatistics().find((space) => space.space_name === 'old_space').space_used_size;
    const serve = (call) => { const seen = Array.from({ length: 1000 }, (_, at) => at + 0.5); call.close = () => seen; };
    const small = () => gc({ type: 'minor' });
    small(), small();
    const before = old();
    for (let at = 0; at < 1000; at += 1) { serve({}); if (at % 50 === 0) small(); }
    small(), small();
    Math.round((old() - before) / 1e6)`;
  const megabytesKept = (code: string): number => Number(spawnSync(process.execPath, ['--expose-gc', '-p', code], { encoding: 'utf8' }).stdout);

  it('keeps what a function sees that is assigned to a property, or this is no longer needed', () => {
    expect(megabytesKept(calls)).toBeGreaterThan(5);
  });

  it('lets go of it behind a comma', () => {
    expect(megabytesKept(youngClosures(calls))).toBeLessThan(1);
  });
});

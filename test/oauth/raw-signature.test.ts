import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rawSignature } from '../../src/oauth/tokens/raw-signature.ts';

describe('RFC 7518 §3.4 a signature is R and S in 32 bytes each', () => {
  const part = (hex: string) => hex.padStart(64, '0');
  const der = (...integers: string[]) => {
    const body = integers.map((hex) => `02${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`).join('');
    return Buffer.from(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`, 'hex');
  };
  const full = 'a5'.repeat(32);

  it.each([
    ['both are one byte', '01', '02'],
    ['both have a zero in front, as their first bit is set', `00${full}`, `00${full}`],
    ['both are whole without it', `7f${'11'.repeat(31)}`, `7e${'22'.repeat(31)}`],
    ['R is shorter', '33'.repeat(30), `00${full}`],
    ['S is shorter', `00${full}`, '44'.repeat(31)],
    ['a byte was lost and a zero is in front', `00${'b6'.repeat(31)}`, `00${'c7'.repeat(30)}`],
  ])('when %s', (_case, r, s) => {
    expect(rawSignature(der(r, s)).toString('hex')).toBe(part(r.slice(-64)) + part(s.slice(-64)));
  });

  it('is good to Node in all of a thousand signatures, some of them with short parts', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const lengths = new Set<number>();
    for (let round = 0; round < 1000; round += 1) {
      const message = Buffer.from(`message ${round}`);
      const made = sign('sha256', message, privateKey);
      lengths.add(made.length);
      const raw = rawSignature(made);
      expect(raw.length).toBe(64);
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/edge/public-address.ts';
import { SEED } from '../../support/fuzz-cases.ts';

describe('IANA special-purpose address registries', () => {
  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '223.255.255.255',
    '2606:4700::1111',
    '2001:4860:4860::8888',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    '100.64.0.0',
    '100.127.255.255',
    '172.31.255.255',
    '169.254.0.0',
    '192.0.0.1',
    '192.0.2.1',
    '198.19.255.255',
    '203.0.113.9',
    '239.1.1.1',
    '240.0.0.1',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    '::ffff:8.8.8.8',
    '::8.8.8.8',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    'fec0::1',
    '3fff::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    '',
    'app.example.com',
    '127.1',
    '0x7f000001',
    '8.8.8.8.',
  ])('%j is not, whatever is behind it', (address) => expect(isPublicAddress(address)).toBe(false));

  it('no IPv6 spelling of an IPv4 address gets through', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:'), (a, b, c, d, prefix) => {
        expect(isPublicAddress(`${prefix}${a}.${b}.${c}.${d}`)).toBe(false);
      }),
      SEED,
    );
  });
});

/** A record of an export that could not be read again later is refused before anything is kept. */
import { describe, expect, it } from 'vitest';
import { readMovedRecord } from '../../src/memory/moving/moved-records.ts';

const provenance = { clientId: null, grantId: null, clientName: null, program: null, source: 'client' };
const memory = {
  id: 'mem_1',
  content: 'PIN 4711',
  tags: ['bank'],
  kind: 'note',
  metadata: {},
  createdAt: 1,
  updatedAt: 1,
  expiresAt: null,
  version: 2,
  provenance,
};
const version = {
  version: 1,
  content: 'PIN 4710',
  tags: '["bank"]',
  kind: 'note',
  metadata: '{}',
  expires_at: null,
  updated_at: 1,
  provenance: JSON.stringify(provenance),
  written_by: null,
  forgotten_at: null,
};
const held = {
  id: 'held_1',
  reason: 'secret',
  rule: 'pin',
  at: 1,
  compartment: 'default',
  origin: 'past',
  memory: JSON.stringify(memory),
  versions: JSON.stringify([version]),
  saidHash: 'h',
  about: '',
  action: null,
};

describe('what waits for the person', () => {
  it('is read as it was written, with what another version of Gatehouse adds', () => {
    for (const more of [{}, { of: 'tomorrow' }, { versions: '[]' }])
      expect(readMovedRecord({ held: { ...held, ...more } })).toEqual({ held: { ...held, ...more } });
  });

  it.each([
    ['no memory', { memory: 'not json' }],
    ['a memory without a text', { memory: JSON.stringify({ ...memory, content: '' }) }],
    ['a memory without an author', { memory: JSON.stringify({ ...memory, provenance: null }) }],
    ['versions that are none', { versions: '{}' }],
    ['a version without its dates', { versions: JSON.stringify([{ ...version, updated_at: undefined }]) }],
    ['a version whose tags are no list', { versions: JSON.stringify([{ ...version, tags: 'bank' }]) }],
    ['another reason', { reason: 'mood' }],
    ['an object where a table has text', { about: {} }],
  ])('is refused with %s', (_what, change) => {
    expect(readMovedRecord({ held: { ...held, ...change } })).toBeNull();
  });
});

import { expect, it } from 'vitest';
import { showClient } from '../../src/cli/show.ts';
import type { ClientView } from '../../src/shared/views.ts';

it('a key that has run out has ended; a program that is no longer connected can come back', () => {
  const gone = { id: 'gh_1', clientIds: ['gh_1'], name: 'backup', label: null, state: 'disconnected', scopes: [], connectedSince: null, redirectUris: [] };
  const first = (kind: ClientView['kind']) =>
    showClient({ ...gone, kind, lastUsedAt: null, program: null, grants: [] } as unknown as ClientView, 0).split('\n')[0];
  expect([first('key'), first('program')]).toEqual(['gh_1  “backup”  ended', 'gh_1  “backup”  disconnected']);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { askInWindow } from '../../src/admin/ask-in-window.ts';
import type { Admin } from '../../src/admin/method.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';

let gatehouse: TestGatehouse;
let admin: Admin;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
});
afterAll(() => gatehouse.close());

describe('a client that is gone', () => {
  it('the window is told in its own words, without a command', async () => {
    expect(await askInWindow(admin, 'clients.get', { id: 'gh_nope' }, () => {})).toEqual({ refused: 'This program is no longer here.' });
  });

  it('the command is told which, and where to look', async () => {
    await expect(admin['clients.get']?.({ id: 'gh_nope' }, 'command')).rejects.toThrow('There is no client gh_nope. See: gatehouse clients');
  });
});

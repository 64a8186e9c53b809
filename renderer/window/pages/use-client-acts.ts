import type { ClientView } from '../../../src/shared/views.ts';
import { useAct } from '../api/use-act.ts';
import { useBroker } from '../api/use-broker.ts';
import { useConfirm } from '../parts/confirm.tsx';
import { CLIENT, titleOf } from './client-words.ts';

/** What can be done to a client; each resolves with whether it was done. */
export function useClientActs() {
  const { ask } = useBroker();
  const act = useAct();
  const confirm = useConfirm();

  return {
    pause: (client: ClientView) => act(() => ask('clients.pause', { id: client.id }), CLIENT.paused(titleOf(client))),
    resume: (client: ClientView) => act(() => ask('clients.resume', { id: client.id }), CLIENT.resumed(titleOf(client))),
    unblock: (client: ClientView) => act(() => ask('clients.resume', { id: client.id }), CLIENT.unblocked(titleOf(client))),
    async block(client: ClientView) {
      const title = titleOf(client);
      if (!(await confirm({ title: CLIENT.blockTitle(title), text: CLIENT.blockText, action: CLIENT.block }))) return false;
      return act(() => ask('clients.block', { id: client.id }), CLIENT.blocked(title));
    },
    async disconnect(client: ClientView) {
      const title = titleOf(client);
      if (!(await confirm({ title: CLIENT.disconnectTitle(title), text: CLIENT.disconnectText, action: CLIENT.disconnect }))) return false;
      return act(() => ask('clients.revoke', { id: client.id }), CLIENT.disconnected(title));
    },
    async forget(client: ClientView) {
      const title = titleOf(client);
      if (!(await confirm({ title: CLIENT.forgetTitle(title), text: CLIENT.forgetText, action: CLIENT.forget }))) return false;
      return act(() => ask('clients.remove', { id: client.id }), CLIENT.forgotten(title));
    },
  };
}

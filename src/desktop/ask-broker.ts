/** The broker's admin functions as the person in front of this computer, while there is a broker. */
import type { Admin } from '../admin/method.ts';
import type { ClientView } from '../shared/views.ts';

export type AskBroker = {
  /** @returns undefined while no broker runs */
  ask(method: string, parameters?: object): Promise<unknown>;
  clients(): Promise<readonly ClientView[]>;
  /** When a program last used a connection, milliseconds since the epoch; null when none ever did. */
  lastUse(): Promise<number | null>;
};

export function createAskBroker(admin: () => Admin | null): AskBroker {
  const ask = async (method: string, parameters: object = {}): Promise<unknown> => admin()?.[method]?.(parameters, 'window');

  async function clients(): Promise<readonly ClientView[]> {
    const answer = (await ask('clients.list')) as { readonly clients: readonly ClientView[] } | undefined;
    return answer?.clients ?? [];
  }

  return {
    ask,
    clients,
    async lastUse() {
      const times = (await clients()).flatMap(({ lastUsedAt }) => lastUsedAt ?? []);
      return times.length === 0 ? null : Math.max(...times);
    },
  };
}

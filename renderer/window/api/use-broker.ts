import { createContext, use } from 'react';
import type { Broker } from './broker.ts';

export const BrokerContext = createContext<Broker | null>(null);

export function useBroker(): Broker {
  const broker = use(BrokerContext);
  if (broker === null) throw new Error('There is no broker around this part.');
  return broker;
}

import type { BridgeTicket } from '../shared/bridge.ts';
import type { Admin } from './method.ts';

/** The ticket only lets a bridge ask. Who it is, and whether it gets anything, is decided where it shows the ticket. */
export function bridgeMethods({ bridgeTicket }: { readonly bridgeTicket: () => BridgeTicket }): Admin {
  return { 'bridge.pair': async () => bridgeTicket() };
}

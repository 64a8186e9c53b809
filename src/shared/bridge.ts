/** What the broker and the bridge agree on. The bridge is started by programs that only speak over pipes, and speaks to `/mcp` for them. */

/** Where the answer to a bridge goes instead of a redirect: over the connection that it asked on. No registration can hold it. */
export const BRIDGE_RECEIVER = 'gatehouse-bridge:';

/** Where a bridge turns its ticket into a token. */
export const BRIDGE_PATH = '/oauth/bridge';

/** The answer of `bridge.pair` on the control socket. The ticket is worth something once, for a minute, and only to the process that shows it. */
export type BridgeTicket = {
  readonly ticket: string;
  /** The MCP endpoint. */
  readonly mcp: string;
  /** PEM of the broker's own certificate, where it speaks https; null otherwise. */
  readonly certificate: string | null;
};

/** The answer to a ticket while the person has not answered; `code` is the one that the prompt shows. */
export type BridgeWaiting = { readonly waiting: true; readonly code: string; readonly place: string };

export type BridgeToken = { readonly access_token: string /** Seconds. */; readonly expires_in: number };

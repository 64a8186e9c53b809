/** One request at the endpoint, from its token to the last byte of its answer. The official server carries it along with what it serves. */
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Serving } from './serving.ts';
import type { ToolServer } from './tool-servers.ts';

export type Exchange = {
  readonly serving: Serving;
  /** One call of a tool, or a look at the list of them. */
  readonly forTools: boolean;
  /** Who serves it, when that is a server that serves another afterwards. */
  toolServer: ToolServer | null;
};

/** @throws Error when nobody was asked for a token */
export function exchangeOf(authInfo: AuthInfo | undefined): Exchange {
  const exchange = authInfo?.extra?.exchange;
  if (exchange === undefined) throw new Error('the endpoint was reached without authentication');
  return exchange as Exchange;
}

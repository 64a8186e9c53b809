import type { Facts } from '../facts.ts';

const OURS = ['127.0.0.1', 'localhost', '[::1]'];

/** @returns in which part the address is not ours; null when it leads here */
export function addressFault(address: string, { url, status }: Pick<Facts, 'url' | 'status'>): { readonly check: string; readonly why: string } | null {
  const asked = URL.parse(address);
  const ours = new URL(url);
  if (asked === null) return { check: 'wrong-path', why: 'that is no address' };
  if (status?.externalIssuer != null && asked.origin === status.externalIssuer) return pathFault(asked, ours);
  if (!OURS.includes(asked.hostname)) return { check: 'wrong-host', why: `Gatehouse answers to 127.0.0.1, localhost and [::1] only, not to ${asked.hostname}` };
  if (asked.port !== ours.port) return { check: 'wrong-port', why: `Gatehouse is at port ${ours.port}, not ${asked.port === '' ? '80' : asked.port}` };
  if (asked.protocol !== ours.protocol)
    return { check: 'wrong-host', why: `Gatehouse speaks ${ours.protocol.slice(0, -1)} there, not ${asked.protocol.slice(0, -1)}` };
  return pathFault(asked, ours);
}

function pathFault(asked: URL, ours: URL): { readonly check: string; readonly why: string } | null {
  if (asked.pathname === ours.pathname || asked.pathname === `${ours.pathname}/`) return null;
  return { check: 'wrong-path', why: `there is nothing at ${asked.pathname}, memories are at ${ours.pathname}` };
}

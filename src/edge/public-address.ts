import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IANA special-purpose registries: this host, private and shared networks, link-local, documentation, benchmarks, multicast, reserved. */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Inside 2000::/3: Teredo and its neighbours, documentation, 6to4. The tunnels carry an IPv4 address that could be private. */
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_V4) refused.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of NOT_PUBLIC_V6) refused.addSubnet(network, prefix, 'ipv6');
/** Everything that is routed lies in here; ::1, fc00::/7, fe80::/10, ::ffff:0:0/96 and 64:ff9b::/96 do not. */
const routed = new BlockList();
routed.addSubnet('2000::', 3, 'ipv6');

/** Whether an address, as a socket or a resolver spells it, lies outside this computer and its network. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refused.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) marks an address that means something on one link only.
  if (!isIPv6(address) || address.includes('%')) return false;
  return routed.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}

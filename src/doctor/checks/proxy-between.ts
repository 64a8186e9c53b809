import type { Check } from '../facts.ts';

/** A request for this computer has nothing to do on another: a proxy answers in our place, or tells our tokens to whoever runs it. */
export const proxyBetween: Check = ({ proxies, ports, attempts }) => {
  const via = ports.find((each) => each.via !== null)?.via ?? attempts.find((each) => each.via !== null && !each.resolved)?.via;
  const unspared = proxies.filter(({ spared }) => !spared);
  return [
    ...(unspared.length === 0
      ? []
      : [
          {
            check: 'proxy-between',
            what: `${unspared.map(({ variable, proxy }) => `${variable}=${proxy}`).join(' and ')} would send requests for Gatehouse through a proxy`,
            why: 'NO_PROXY does not name 127.0.0.1 and localhost',
            todo: 'add 127.0.0.1,localhost,::1 to NO_PROXY where your programs start, and start them again',
          },
        ]),
    ...(via === undefined || via === null
      ? []
      : [
          {
            check: 'proxy-between',
            what: 'A proxy stands between a program and Gatehouse',
            why: `what arrived says so (${via})`,
            todo: 'let the proxy leave out 127.0.0.1 and localhost (NO_PROXY), or tell Gatehouse about your own with GATEHOUSE_EXTERNAL_ISSUER',
          },
        ]),
  ];
};

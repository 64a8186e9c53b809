/** A TLS connection that cannot end inside this computer or its network, whatever a name server says. */
import { once } from 'node:events';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { FetchRefused } from './fetch-refused.ts';

/** @returns every address of a name */
export type Resolve = (host: string) => Promise<readonly string[]>;

export type Connecting = {
  readonly resolve: Resolve;
  readonly isPublic: (address: string) => boolean;
  /** PEM; undefined trusts what the runtime trusts. */
  readonly ca: string | undefined;
  readonly deadline: AbortSignal;
};

/**
 * @throws FetchRefused `private_address`, before a byte was sent; otherwise the error of the socket
 */
export async function connectPublic(host: string, port: number, { resolve, isPublic, ca, deadline }: Connecting): Promise<TLSSocket> {
  const plain = connect({ host, port, lookup: publicLookup(resolve, isPublic), signal: deadline });
  await once(plain, 'connect');
  checkPeer(plain, isPublic);
  const secure = connectTls({
    socket: plain,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
    ALPNProtocols: ['http/1.1'],
    // Said, because an environment variable could change the default.
    rejectUnauthorized: true,
  });
  // Heard for good: a broken connection can be reported more than once, and an unheard error ends the process.
  secure.on('error', () => undefined);
  await once(secure, 'secureConnect');
  checkPeer(plain, isPublic);
  return secure;
}

/** The look-up is not trusted: what counts is where the socket has ended up (CIMD "SSRF", DNS rebinding). */
function checkPeer(socket: Socket, isPublic: (address: string) => boolean): void {
  if (isPublic(socket.remoteAddress ?? '')) return;
  socket.destroy();
  throw new FetchRefused('private_address');
}

/** One private answer among public ones is enough: it is what a rebinding name server sends. */
function publicLookup(resolve: Resolve, isPublic: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return done(new FetchRefused('unreachable'), []);
        if (!addresses.every(isPublic)) return done(new FetchRefused('private_address'), []);
        if (options.all) return done(null, addresses.map(entry));
        done(null, first, isIP(first));
      },
      () => done(new FetchRefused('unreachable'), []),
    );
  };
}

function entry(address: string): { address: string; family: number } {
  return { address, family: isIP(address) };
}

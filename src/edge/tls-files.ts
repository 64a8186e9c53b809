/** The person's own certificate, for https on the loopback port. Read and tried before anything is served. */
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { systemClock } from './clock.ts';
import type { ChosenSettings } from './settings/declared.ts';
import { StartError } from './start-error.ts';

const OTHERS = 0o007;

/**
 * @returns PEM texts, or null when https is not wanted
 * @throws StartError naming what is missing or wrong
 */
export function readTlsFiles({ https, tlsCertificate, tlsKey }: ChosenSettings): { cert: string; key: string } | null {
  if (https === false || (https === undefined && tlsCertificate === undefined && tlsKey === undefined)) return null;
  if (tlsCertificate === undefined || tlsKey === undefined) {
    throw new StartError('For https both files are needed: GATEHOUSE_TLS_CERT and GATEHOUSE_TLS_KEY. Name both, or neither.');
  }
  const cert = read('GATEHOUSE_TLS_CERT', tlsCertificate);
  const key = read('GATEHOUSE_TLS_KEY', tlsKey);
  if (process.platform !== 'win32' && (statSync(tlsKey).mode & OTHERS) !== 0) {
    throw new StartError(`Every user of this computer may read ${tlsKey}. Run: chmod 600 '${tlsKey}'`);
  }
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    const why = 'Both must be PEM, without a passphrase, and belong to each other.';
    throw new StartError(`The certificate ${tlsCertificate} and the key ${tlsKey} cannot be used together. ${why}`, { cause });
  }
  checkCertificate(tlsCertificate, new X509Certificate(cert));
  return { cert, key };
}

/** What every client would refuse is said here once, instead of there without a reason. */
function checkCertificate(path: string, certificate: X509Certificate): void {
  if (certificate.validToDate.getTime() <= systemClock.now()) {
    throw new StartError(`The certificate ${path} ran out on ${certificate.validToDate.toISOString().slice(0, 10)}. Replace it.`);
  }
  const names = [certificate.checkHost('localhost'), certificate.checkIP('127.0.0.1'), certificate.checkIP('::1')];
  if (names.every((name) => name === undefined)) {
    throw new StartError(`The certificate ${path} is for none of localhost, 127.0.0.1 and ::1, where Gatehouse is. Make one that names them.`);
  }
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new StartError(`${name} is ${JSON.stringify(path)}, but that file cannot be read. Correct it or remove it.`, { cause });
  }
}

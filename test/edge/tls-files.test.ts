import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/edge/environment.ts';
import { StartError } from '../../src/edge/start-error.ts';
import { readTlsFiles } from '../../src/edge/tls-files.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { makeCertificate } from '../support/certificate.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

function file(name: string, text: string, mode = 0o600): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
const mine = makeCertificate();
const cert = file('cert.pem', mine.cert);
const key = file('key.pem', mine.key);
const read = (environment: Record<string, string>) => readTlsFiles(readEnvironment(environment));
const files = (certificate: string, privateKey: string) => ({ GATEHOUSE_TLS_CERT: certificate, GATEHOUSE_TLS_KEY: privateKey });

/** What the person is told. */
function refusal(environment: Record<string, string>): string {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return 'not refused';
}

describe('https by the person’s own files', () => {
  it('is off without them, and when it is switched off', () => {
    expect(read({})).toBeNull();
    expect(read({ GATEHOUSE_HTTPS: 'false', ...files(cert, key) })).toBeNull();
    expect(read({ MCP_HTTPS_ENABLED: 'false' })).toBeNull();
  });

  it('is on with both, also under the names of the servers that Gatehouse replaces', () => {
    expect(read(files(cert, key))).toEqual(mine);
    expect(read({ MCP_HTTPS_ENABLED: 'true', MCP_SSL_CERT_FILE: cert, MCP_SSL_KEY_FILE: key })).toEqual(mine);
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['it is switched on without files', () => ({ GATEHOUSE_HTTPS: 'true' }), /both files are needed/],
    ['one of the two is missing', () => ({ GATEHOUSE_TLS_CERT: cert }), /both files are needed/],
    ['a path is relative', () => files('cert.pem', key), /GATEHOUSE_TLS_CERT is "cert\.pem", but allowed is the absolute path of a PEM file/],
    ['a file is not there', () => files(join(directory, 'none.pem'), key), /GATEHOUSE_TLS_CERT is ".*none\.pem", but that file cannot be read/],
    ['the path is a directory', () => files(cert, directory), /GATEHOUSE_TLS_KEY is .* cannot be read/],
    ['they are the wrong way round', () => files(key, cert), /cannot be used together/],
    ['they do not belong together', () => files(cert, file('other.pem', makeCertificate().key)), /cannot be used together/],
    ['a file is not PEM', () => files(file('text.pem', 'hello'), key), /cannot be used together/],
    ['everybody may read the key', () => files(cert, file('open.pem', mine.key, 0o644)), /Every user of this computer may read .*open\.pem\. Run: chmod 600/],
    [
      'the certificate has run out',
      () => {
        const old = makeCertificate({ until: '240229' });
        return files(file('old.pem', old.cert), file('old-key.pem', old.key));
      },
      /ran out on 2024-02-29\. Replace it\.$/,
    ],
    [
      'the certificate is for another place',
      () => {
        const other = makeCertificate({ dnsName: 'memory.example.com' });
        return files(file('remote.pem', other.cert), file('remote-key.pem', other.key));
      },
      /is for none of localhost, 127\.0\.0\.1 and ::1/,
    ],
  ])('stops the start with one line when %s', (_when, environment, line) => {
    const said = refusal(environment());
    expect(said).toMatch(line);
    expect(said).not.toContain('\n');
    expect(said).not.toContain('PRIVATE KEY-----');
  });
});

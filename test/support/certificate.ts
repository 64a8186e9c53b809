/** A certificate for this computer's own names, made anew by every run: nothing secret is kept and nothing runs out. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const ECDSA_SHA256 = tlv(SEQUENCE, tlv(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

/** X.690 §8.1: one tag, its length, its content. */
function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function subjectAltNames(dnsName: string | undefined): Buffer {
  const ours = [tlv(0x82, Buffer.from('localhost')), tlv(0x87, Buffer.from([127, 0, 0, 1])), tlv(0x87, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]))];
  const names = dnsName === undefined ? ours : [tlv(0x82, Buffer.from(dnsName))];
  return tlv(SEQUENCE, tlv(0x06, Buffer.from('551d11', 'hex')), tlv(0x04, tlv(SEQUENCE, ...names)));
}

type Differing = {
  /** Instead of the names of this computer. */
  readonly dnsName?: string;
  /** `YYMMDD`, instead of a day far away. */
  readonly until?: string;
};

function toBeSigned(publicKey: KeyObject, { dnsName, until = '491231' }: Differing): Buffer {
  const commonName = tlv(SEQUENCE, tlv(0x06, Buffer.from('550403', 'hex')), tlv(0x0c, Buffer.from('Gatehouse test')));
  const name = tlv(SEQUENCE, tlv(0x31, commonName));
  const validity = tlv(SEQUENCE, tlv(0x17, Buffer.from('200101000000Z')), tlv(0x17, Buffer.from(`${until}235959Z`)));
  return tlv(
    SEQUENCE,
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, tlv(SEQUENCE, subjectAltNames(dnsName))),
  );
}

/** @returns PEM texts of a self-signed certificate for 127.0.0.1, ::1 and localhost (RFC 5280), and of its key */
export function makeCertificate(differing: Differing = {}): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = toBeSigned(publicKey, differing);
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]);
  const der = tlv(SEQUENCE, body, ECDSA_SHA256, tlv(0x03, signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

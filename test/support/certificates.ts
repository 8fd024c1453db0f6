/** Certificates of made-up hosts and parties, each signed by itself, for tests of mutual TLS: Node can sign, and makes no X.509. */
import { generateKeyPairSync, sign } from 'node:crypto';

export interface TestCertificate {
  certificate: string;
  key: string;
}

/** @param name common name: the host of a server, or whoever calls */
export function makeCertificate(name: string): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const who = sequence(der(0x31, sequence(oid(0x55, 4, 3), der(0x0c, Buffer.from(name)))));
  const algorithm = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));
  const valid = sequence(time('200101000000Z'), time('491231235959Z'));
  const held = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(der(2, Buffer.from([1])), algorithm, who, valid, who, held);
  const signature = der(3, Buffer.from([0]), sign('sha256', body, privateKey));
  return {
    certificate: pem('CERTIFICATE', sequence(body, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** A value in the distinguished encoding of ASN.1: tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const all = Buffer.concat(content);
  const length = all.length < 0x80 ? [all.length] : [0x82, all.length >> 8, all.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), all]);
}

const sequence = (...content: Buffer[]): Buffer => der(0x30, ...content);
const oid = (...bytes: number[]): Buffer => der(6, Buffer.from(bytes));
const time = (text: string): Buffer => der(0x17, Buffer.from(text));

const pem = (what: string, content: Buffer): string =>
  `-----BEGIN ${what}-----\n${content
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')}\n-----END ${what}-----\n`;

/** Keyed hashes (HMAC-SHA-256) and encryption (AES-256-GCM). One key for each purpose, all derived from one secret. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { HandOffId, ReferralId } from '#src/domain/ids.ts';
import { type Keys, Unreadable } from '#src/usecases/ports.ts';
import { compress, decompress } from './compression.ts';

/** Lower-case base 32 (RFC 4648). */
const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** For reading out over the telephone: without characters that look or sound alike. */
const spokenAlphabet = '2346789ACDEFGHJKMNPQRTWXY';

const ivBytes = 12;
const tagBytes = 16;

function encode(bytes: Uint8Array, alphabet: string, length: number): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const base = BigInt(alphabet.length);
  let text = '';
  for (let i = 0; i < length; i++) {
    text += alphabet[Number(value % base)];
    value /= base;
  }
  return text;
}

/** Length-prefixes each part, so that different lists of parts never give the same text. */
const lengthPrefixed = (parts: readonly string[]): string => parts.map((part) => `${part.length}:${part}`).join('');

/** Several texts of one id are sealed or opened one after the other. */
function rememberLast<Result>(derive: (id: string) => Result): (id: string) => Result {
  let last: { id: string; result: Result } | undefined;
  return (id) => {
    if (last?.id !== id) last = { id, result: derive(id) };
    return last.result;
  };
}

/**
 * @param secret the area's root secret, at least 32 characters; if it is lost, every id and sealed text is lost with it
 * @param prefix the letters each spoken reference begins with, for example GM
 */
export function createKeys(secret: string, prefix: string): Keys {
  // As a KeyObject: given the key as bytes, Node is seven times slower.
  const hkdf = (from: KeyObject, salt: string, purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', from, salt, purpose, 32)));
  const root = createSecretKey(secret, 'utf8');
  const deriveKey = (purpose: string): KeyObject => hkdf(root, '', purpose);
  const purposeKeys = {
    identity: deriveKey('referral identity'),
    body: deriveKey('body hash'),
    person: deriveKey('person pseudonym'),
    group: deriveKey('group of one event'),
    reference: deriveKey('crime or incident reference'),
    confirm: deriveKey('confirmation code'),
    seal: deriveKey('seal'),
    session: deriveKey('session cookie'),
    'sign-in': deriveKey('sign-in state'),
    user: deriveKey('user pseudonym'),
    csrf: deriveKey('form token'),
    cursor: deriveKey('cursor of a list'),
    publishing: deriveKey('cell of a published table'),
    address: deriveKey('e-mail address'),
  };
  const mac = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  /** One key for each id, so that a text sealed for one id cannot be opened with another. */
  const sealKey = rememberLast((id: string): KeyObject => hkdf(purposeKeys.seal, id, 'sealed for'));

  return {
    identify(identity) {
      const hash = mac(purposeKeys.identity, lengthPrefixed(identity));
      const spoken = encode(hash.subarray(20), spokenAlphabet, 8);
      return {
        id: encode(hash.subarray(0, 20), base32Alphabet, 26) as ReferralId,
        reference: `${prefix}-${spoken.slice(0, 4)}-${spoken.slice(4)}`,
      };
    },
    bodyHash: (canonical) => mac(purposeKeys.body, canonical).toString('base64url'),
    group: (identity) => mac(purposeKeys.group, lengthPrefixed(identity)).toString('base64url').slice(0, 22),
    policeReference: (identity) =>
      mac(purposeKeys.reference, lengthPrefixed(identity)).toString('base64url').slice(0, 22),
    person: (identity) => mac(purposeKeys.person, lengthPrefixed(identity)).toString('base64url').slice(0, 22),
    confirmationCode: (handOff: HandOffId) => encode(mac(purposeKeys.confirm, handOff), spokenAlphabet, 6),

    keyedHash: (purpose, text) => mac(purposeKeys[purpose], text).toString('base64url').slice(0, 22),

    seal(id, text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKey(id), iv).setAAD(Buffer.from(id));
      const body = Buffer.concat([cipher.update(compress(text)), cipher.final()]);
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body]));
    },

    open(id, sealed) {
      try {
        const bytes = Buffer.from(sealed);
        const decipher = createDecipheriv('aes-256-gcm', sealKey(id), bytes.subarray(0, ivBytes)).setAAD(
          Buffer.from(id),
        );
        decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return decompress(Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]));
      } catch (cause) {
        throw new Unreadable('the sealed text cannot be opened with this id’s key', { cause });
      }
    },
  };
}

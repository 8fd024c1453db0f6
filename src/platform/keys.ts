/** Keyed hashes (HMAC-SHA-256) and seals. One key for each purpose, all derived from the area's secret. */
import { createHmac, createSecretKey, type Hmac, type KeyObject } from 'node:crypto';
import type { HandOffId, ReferralId } from '#src/domain/ids.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { parseAreaSecret } from './area-secret.ts';
import { createSeals, deriveKey, lengthPrefixed, type Seals } from './seals.ts';

/** Lower-case base 32 (RFC 4648). */
const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** For reading out over the telephone: without characters that look or sound alike. */
const spokenAlphabet = '2346789ACDEFGHJKMNPQRTWXY';

/** The last digits of a number in another base, the last of them first. */
function encode(bytes: Buffer, alphabet: string, length: number): string {
  const base = alphabet.length;
  const digits = BigInt(`0x${bytes.toString('hex')}`)
    .toString(base)
    .padStart(length, '0');
  let text = '';
  for (let back = 1; back <= length; back++) text += alphabet[Number.parseInt(digits.at(-back) ?? '', base)];
  return text;
}

/** The keys of a running function or command. */
export interface AreaKeys extends Keys {
  /** Which version opens it. @throws Unreadable when none does in this place */
  sealVersion: (...sealed: Parameters<Seals['open']>) => number;
  /** The version of new seals. */
  currentVersion(): number;
  /** Seals and opens from now on by the secret as it has become. What identities derive from stays as it was. */
  replaceSeals(secret: string): void;
}

/**
 * @param secret the area's secret (area-secret.ts); if it is lost, every id and sealed text is lost with it
 * @param prefix the letters each spoken reference begins with, for example GM
 */
export function createKeys(secret: string, prefix: string): AreaKeys {
  const areaSecret = parseAreaSecret(secret);
  let seals = createSeals(areaSecret);
  const root = createSecretKey(areaSecret.identity, 'utf8');
  const deriveFor = (purpose: string): KeyObject => deriveKey(root, '', purpose);
  const purposeKeys = {
    identity: deriveFor('referral identity'),
    body: deriveFor('body hash'),
    person: deriveFor('person pseudonym'),
    group: deriveFor('group of one event'),
    reference: deriveFor('crime or incident reference'),
    confirm: deriveFor('confirmation code'),
    session: deriveFor('session cookie'),
    'sign-in': deriveFor('sign-in state'),
    user: deriveFor('user pseudonym'),
    csrf: deriveFor('form token'),
    cursor: deriveFor('cursor of a list'),
    publishing: deriveFor('cell of a published table'),
    address: deriveFor('e-mail address'),
  };
  const mac = (key: KeyObject, text: string): Hmac => createHmac('sha256', key).update(text);
  /** Made as text at once: a buffer of its own for each would have to be collected. */
  const macText = (key: KeyObject, text: string): string => mac(key, text).digest('base64url');

  return {
    identify(identity) {
      const hash = mac(purposeKeys.identity, lengthPrefixed(identity)).digest();
      const spoken = encode(hash.subarray(20), spokenAlphabet, 8);
      return {
        id: encode(hash.subarray(0, 20), base32Alphabet, 26) as ReferralId,
        reference: `${prefix}-${spoken.slice(0, 4)}-${spoken.slice(4)}`,
      };
    },
    bodyHash: (canonical) => macText(purposeKeys.body, canonical),
    group: (identity) => macText(purposeKeys.group, lengthPrefixed(identity)).slice(0, 22),
    policeReference: (identity) => macText(purposeKeys.reference, lengthPrefixed(identity)).slice(0, 22),
    person: (identity) => macText(purposeKeys.person, lengthPrefixed(identity)).slice(0, 22),
    confirmationCode: (handOff: HandOffId) => encode(mac(purposeKeys.confirm, handOff).digest(), spokenAlphabet, 6),

    keyedHash: (purpose, text) => macText(purposeKeys[purpose], text).slice(0, 22),

    seal: (place, text) => seals.seal(place, text),
    open: (place, sealed) => seals.open(place, sealed).text,
    sealVersion: (place, sealed) => seals.open(place, sealed).version,
    currentVersion: () => seals.current,
    replaceSeals: (changed) => {
      seals = createSeals(parseAreaSecret(changed));
    },
  };
}

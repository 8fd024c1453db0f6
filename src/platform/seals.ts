/** Seals: AES-256-GCM, with a key derived from one version of the area's secret and the id of what is sealed. */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { SealPlace } from '#src/usecases/ports/seals.ts';
import type { AreaSecret } from './area-secret.ts';
import { compress, decompress } from './compression.ts';

const ivBytes = 12;
const tagBytes = 16;
/** A seal begins with this and its version; those of version 1 begin with a random byte, which is this once in 256. */
const marker = 0x5e;

/** As a KeyObject: given the key as bytes, Node is seven times slower. */
export const deriveKey = (from: KeyObject, salt: string, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', from, salt, purpose, 32)));

/** Length-prefixes each part, so that different lists of parts never give the same text. */
export const lengthPrefixed = (parts: readonly string[]): string =>
  parts.map((part) => `${part.length}:${part}`).join('');

/** It names a version that these keys do not have: one that was added since they were read, or that was retired. */
export class UnknownSealVersion extends Unreadable {
  override name = 'UnknownSealVersion';
}

export interface Seals {
  /** Of new seals. */
  current: number;
  seal(place: SealPlace, text: string): Uint8Array;
  /** @throws Unreadable when it was not sealed for this place */
  open(place: SealPlace, sealed: Uint8Array): { text: string; version: number };
}

interface Form {
  key(id: string): KeyObject;
  /** Authenticated with the text. */
  place(place: SealPlace): Buffer;
  /** In front of the seal. */
  head: Buffer;
}

export function createSeals({ current, seals }: AreaSecret): Seals {
  const forms = new Map(seals.map(({ version, secret }) => [version, createForm(version, secret)]));
  const currentForm = forms.get(current);
  if (!currentForm) throw new Error('the current version of the secret is missing');
  const opened = (version: number, place: SealPlace, bytes: Buffer) => {
    const form = forms.get(version);
    const text = form && tryToOpen(form, place, bytes);
    return text === undefined ? undefined : { text, version };
  };
  return {
    current,
    seal: (place, text) => sealIn(currentForm, place, text),
    open(place, sealed) {
      const bytes = Buffer.from(sealed);
      const named = bytes[0] === marker ? (bytes[1] ?? 0) : 1;
      const result = (named > 1 ? opened(named, place, bytes) : undefined) ?? opened(1, place, bytes);
      if (result) return result;
      const message = 'the sealed text cannot be opened with the key of this place';
      throw forms.has(named) || named === 0 ? new Unreadable(message) : new UnknownSealVersion(message);
    },
  };
}

/** Several texts of one id are sealed or opened one after the other. */
function rememberLast<Result>(derive: (id: string) => Result): (id: string) => Result {
  let last: { id: string; result: Result } | undefined;
  return (id) => {
    if (last?.id !== id) last = { id, result: derive(id) };
    return last.result;
  };
}

/** Version 1 is of before there were versions, and binds the id alone. */
function createForm(version: number, secret: string): Form {
  const root = deriveKey(createSecretKey(secret, 'utf8'), '', 'seal');
  if (version === 1) {
    return {
      key: rememberLast((id) => deriveKey(root, id, 'sealed for')),
      place: ({ id }) => Buffer.from(id),
      head: Buffer.alloc(0),
    };
  }
  return {
    key: rememberLast((id) => deriveKey(root, id, 'sealed in its place')),
    place: ({ id, field, part = '' }) => Buffer.from(lengthPrefixed([String(version), id, field, String(part)])),
    head: Buffer.from([marker, version]),
  };
}

function sealIn({ key, place: bound, head }: Form, place: SealPlace, text: string): Uint8Array {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key(place.id), iv).setAAD(bound(place));
  const body = Buffer.concat([cipher.update(compress(text)), cipher.final()]);
  return new Uint8Array(Buffer.concat([head, iv, cipher.getAuthTag(), body]));
}

function tryToOpen({ key, place: bound, head }: Form, place: SealPlace, bytes: Buffer): string | undefined {
  try {
    const rest = bytes.subarray(head.length);
    const decipher = createDecipheriv('aes-256-gcm', key(place.id), rest.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    }).setAAD(bound(place));
    decipher.setAuthTag(rest.subarray(ivBytes, ivBytes + tagBytes));
    return decompress(Buffer.concat([decipher.update(rest.subarray(ivBytes + tagBytes)), decipher.final()]));
  } catch {
    return undefined;
  }
}

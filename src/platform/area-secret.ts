/**
 * The area's secret: one text in Secrets Manager. Identities derive from a part of it that never changes, seals from
 * another that is rotated. As it is generated it is a password, which is the first of both.
 */
import * as z from 'zod';

export interface SealSecret {
  /** From 1. Only a seal of version 2 or later names its version and binds its place. */
  version: number;
  secret: string;
  /** RFC 3339, UTC; absent for the first. */
  addedAt?: string | undefined;
}

export interface AreaSecret {
  /** Referral ids, keyed hashes, confirmation codes, moved counts. Never rotated. */
  identity: string;
  /** The version that new seals use. */
  current: number;
  /** RFC 3339, UTC: since when; absent while it is the first. */
  currentSince?: string | undefined;
  seals: readonly SealSecret[];
}

/** One byte in each seal. */
export const maxSealVersion = 255;
const password = z.string().min(32);
const version = z.int().min(1).max(maxSealVersion);

const secretSchema = z
  .strictObject({
    identity: password,
    current: version,
    currentSince: z.iso.datetime().optional(),
    seals: z.array(z.strictObject({ version, secret: password, addedAt: z.iso.datetime().optional() })).min(1),
  })
  .refine(({ current, seals }) => seals.some((one) => one.version === current))
  .refine(({ seals }) => new Set(seals.map((one) => one.version)).size === seals.length);

/** @throws Error that quotes nothing of it */
export function parseAreaSecret(text: string): AreaSecret {
  if (!text.startsWith('{')) {
    if (text.length < 32) throw new Error('the secret is shorter than 32 characters');
    return { identity: text, current: 1, seals: [{ version: 1, secret: text }] };
  }
  const read = secretSchema.safeParse(parseJson(text));
  if (!read.success) throw new Error('the secret is not in the form that referrals-operator writes');
  return read.data;
}

export const printAreaSecret = (secret: AreaSecret): string => JSON.stringify(secret);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Collects all data that an area holds about a person, from its own tables. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Area } from '#src/domain/area.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Keys } from '#src/usecases/ports.ts';
import {
  type AccessDeps,
  findByPerson,
  findByReference,
  type HeldAbout,
  heldAbout,
} from '#src/usecases/subject-access.ts';
import { openCases, openLedger } from './stores.ts';

export type { HeldAbout } from '#src/usecases/subject-access.ts';

export interface Wanted {
  references: readonly string[];
  person?: { givenName: string; familyName: string; dateOfBirth: string };
}

export interface Found {
  held: HeldAbout[];
  /** References that no referral has. */
  unknown: string[];
}

/**
 * Undefined when a name has no letters to search by.
 * @param asked party id of the reader and the reason, for the disclosure log
 */
export async function heldOf(
  from: { area: Area; tables: DynamoDBDocumentClient; names: { referrals: string; work: string }; keys: Keys },
  wanted: Wanted,
  asked: { by: string; why: string; now: () => Date },
): Promise<Found | undefined> {
  const { area, tables, names, keys } = from;
  const ledger = openLedger(tables, names.referrals);
  const deps: AccessDeps = { area, ledger, cases: openCases(tables, names), keys, now: asked.now };
  const ids = new Set<ReferralId>();
  const unknown: string[] = [];
  for (const reference of wanted.references) {
    const id = await findByReference(deps, reference.toUpperCase());
    if (id) ids.add(id);
    else unknown.push(reference);
  }
  const known = wanted.person ? await findByPerson(deps, wanted.person) : [];
  if (!known) return undefined;
  const held: HeldAbout[] = [];
  for (const id of new Set([...ids, ...known])) {
    const one = await heldAbout(deps, id, asked);
    if (one) held.push(one);
  }
  return { held, unknown };
}

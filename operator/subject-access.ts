/** Collects all data that an area holds about a person, from its own tables. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Area } from '#src/domain/area.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Keys } from '#src/usecases/ports.ts';
import {
  type AccessDeps,
  answerSubjectAccess,
  findByPerson,
  findByReference,
  type SubjectAccessReport,
} from '#src/usecases/subject-access.ts';
import { openCases, openLedger } from './stores.ts';

export interface DataSubject {
  references: readonly string[];
  person?: { givenName: string; familyName: string; dateOfBirth: string };
}

export interface SubjectAccessResult {
  held: SubjectAccessReport[];
  /** References that no referral has. */
  unknown: string[];
}

/**
 * Undefined when a name has no letters to search by.
 * @param disclosure party id of the reader and the reason, for the disclosure log
 */
export async function answerSubjectAccessRequest(
  source: { area: Area; tables: DynamoDBDocumentClient; names: { referrals: string; work: string }; keys: Keys },
  subject: DataSubject,
  disclosure: { by: PartyId; why: string; now: () => Date },
): Promise<SubjectAccessResult | undefined> {
  const { area, tables, names, keys } = source;
  const ledger = openLedger(tables, names.referrals);
  const deps: AccessDeps = { area, ledger, cases: openCases(tables, names), keys, now: disclosure.now };
  const ids = new Set<ReferralId>();
  const unknown: string[] = [];
  for (const reference of subject.references) {
    const id = await findByReference(deps, reference.toUpperCase());
    if (id) ids.add(id);
    else unknown.push(reference);
  }
  const byPerson = subject.person ? await findByPerson(deps, subject.person) : [];
  if (!byPerson) return undefined;
  const held: SubjectAccessReport[] = [];
  for (const id of new Set([...ids, ...byPerson])) {
    const heldReferral = await answerSubjectAccess(deps, id, disclosure);
    if (heldReferral) held.push(heldReferral);
  }
  return { held, unknown };
}

/** Collects all data that an area holds about a person, from its own tables. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Area } from '#src/domain/area.ts';
import { type PersonNames, personIdentity } from '#src/domain/identity.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import {
  type AccessDeps,
  answerAboutPerson,
  findByReference,
  type SubjectAccessAnswer,
} from '#src/usecases/erasure/subject-access.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { openCases, openLedger } from './stores.ts';

export interface DataSubject {
  references: readonly string[];
  person?: PersonNames;
}

export interface SubjectAccessResult extends SubjectAccessAnswer {
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
  const { references, person } = subject;
  if (person && !personIdentity(person)) return undefined;
  const ledger = openLedger(tables, names.referrals);
  const deps: AccessDeps = { area, ledger, cases: openCases(tables, names), keys, now: disclosure.now };
  const referrals: ReferralId[] = [];
  const unknown: string[] = [];
  for (const reference of references) {
    const id = await findByReference(deps, reference.toUpperCase());
    if (id) referrals.push(id);
    else unknown.push(reference);
  }
  const answer = await answerAboutPerson(deps, { referrals, ...(person && { names: person }) }, disclosure);
  return { ...answer, unknown };
}

/** No part of a body that is missing may keep the rules from the rest: it would be answered 500. */
import { describe, expect, test } from 'vitest';
import { findFaults } from '#src/domain/judge.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { Submission } from '#src/domain/submission.ts';
import { consentBases, consentGivers, victimRoles } from '#src/domain/vocabulary.ts';
import { area, hospital, police } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides, receivedAt, submission } from '#test/support/submissions.ts';
import { faultPlaces } from './support/judge-submission.ts';

/** What the rules read, each in an object that may be missing because nothing of it could be read. */
const full = {
  victim: { guardian: { name: 'Alex Example', phone: '+447700900456' } },
  contact: {
    alternative: { name: 'Jo Example', phone: '+447700900789' },
    postTo: { lines: ['2 Example Street'], postcode: 'M1 1AE' },
  },
  risk: { tool: 'dash', score: 10 },
  suspects: [{ relationship: 'partner', releaseOn: '2026-12-01' }],
} as const satisfies Overrides<Submission>;
const parts = [
  ['victim'],
  ['victim', 'address'],
  ['victim', 'guardian'],
  ['contact'],
  ['contact', 'safe'],
  ['contact', 'alternative'],
  ['offence'],
  ['consent'],
  ['risk'],
  ['suspects'],
] as const;
const kinds: Overrides<Submission>[] = [
  {},
  { victim: { dateOfBirth: undefined } },
  ...victimRoles.map((role) => ({ victim: { role }, consent: { givenBy: 'parent-guardian' as const } })),
  { consent: explicitConsent },
  ...consentBases.map((basis) => ({ consent: { basis } })),
  ...consentGivers.map((givenBy) => ({ consent: { givenBy, personAware: 'no' as const } })),
  { offence: { category: 'rape', domesticAbuse: 'yes' } },
  { offence: { category: 'homicide' }, victim: { role: 'bereaved-relative' } },
  { contact: { safe: { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'yes' } } },
];

/** All fields but those of the parts whose bit is set. */
function withoutParts(submission: Submission, missing: number): PartialSubmission {
  const rest: Record<string, unknown> = structuredClone({ ...submission });
  for (const [index, [group, field]] of parts.entries()) {
    if ((missing & (1 << index)) === 0) continue;
    const owner = field === undefined ? rest : rest[group];
    if (typeof owner === 'object' && owner !== null) Reflect.deleteProperty(owner, field ?? group);
  }
  return rest;
}

/** Nothing, each part, each two of them, and all. */
const missingParts = [
  0,
  ...parts.flatMap((_, one) => parts.slice(one).map((__, more) => (1 << one) | (1 << (one + more)))),
  2 ** parts.length - 1,
];
const context = { area: area(), now: receivedAt };

describe('a body of which only some fields could be read', () => {
  test.each(kinds.map((kind) => [JSON.stringify(kind), kind] as const))(
    'has its other faults found, whatever is missing: %s',
    (_name, kind) => {
      const body = submission({ ...full, ...kind, crimeReference: undefined });
      for (const sender of [police, hospital]) {
        for (const missing of missingParts) {
          const faults = findFaults(withoutParts(body, missing), { ...context, sender });
          expect(faultPlaces(faults)).toContainEqual(['/crimeReference', 'required']);
        }
      }
    },
  );
});

import { expect, test } from 'vitest';
import { createKeys } from '#src/platform/keys.ts';
import {
  hashCrimeReference,
  hashIncidentReference,
  openReferences,
  sealReferences,
} from '#src/usecases/intake/case-references.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { referralId } from '#test/support/ids.ts';
import { testSecret } from '#test/support/test-secret.ts';

const keys = createKeys(testSecret, 'EX');
const id = referralId('abcdefghijklmnopqrstuvwxyz');
const both = { crimeReference: '06AB/0001234/26', incidentReference: 'INC-20261118-0042' };

test.each([
  ['both', both],
  ['a crime reference', { crimeReference: both.crimeReference }],
  ['an incident reference', { incidentReference: both.incidentReference }],
])('%s: sealed, found by keyed hashes, and opened again', (_, references) => {
  const sealed = sealReferences(keys, id, police.id, references);
  expect(openReferences(keys, id, sealed)).toEqual(references);
  expect(Object.keys(sealed)).toHaveLength(1 + Object.keys(references).length);
  expect(`${Buffer.from(sealed.sealed)}${sealed.crime}${sealed.incident}`).not.toMatch(/1234|0042/);
});

test('a crime is the same for all senders, and an incident is its sender’s own', () => {
  const sealed = sealReferences(keys, id, police.id, both);
  expect(sealed.crime).toBe(hashCrimeReference(keys, both.crimeReference));
  expect(sealed.incident).toBe(hashIncidentReference(keys, police.id, both.incidentReference));
  expect(sealed.incident).not.toBe(hashIncidentReference(keys, hospital.id, both.incidentReference));
  const same = hashCrimeReference(keys, both.incidentReference);
  expect(sealed.incident).not.toBe(same);
});

test('a case without references, of before or erased, has none to show', () => {
  expect(openReferences(keys, id, undefined)).toEqual({});
});

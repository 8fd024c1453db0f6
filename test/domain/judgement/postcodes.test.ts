import { describe, expect, test } from 'vitest';
import { parseSubmission } from '#src/contracts/submission.ts';
import { findPostcodeFaults } from '#src/domain/judgement/postcodes.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { receivedAt, submission } from '#test/support/submissions.ts';

const pointersFor = (address: object) =>
  findPostcodeFaults({ victim: { address } }).map(({ pointer, code }) => `${pointer} ${code}`);
const refused = ['/victim/address/postcode invalid-value'];

describe.each([{}, { country: 'GB' }, { country: 'IM' }, { country: 'JE' }, { country: 'GG' }])('in %j', (country) => {
  test.each(['M1 1AE', 'BT1 1AA', 'IM1 1AA', 'JE2 3AB', 'GY1 1AA'])('%s is a postcode', (postcode) =>
    expect(pointersFor({ ...country, postcode })).toEqual([]),
  );
  test.each(['ZZ1 1AA', 'GG1 1AA', 'M1', '75001', 'D02 X285'])('%s is none', (postcode) =>
    expect(pointersFor({ ...country, postcode })).toEqual(refused),
  );
  test('none need be given', () => expect(pointersFor(country)).toEqual([]));
});

test.each(['ZZ1 1AA', '75001', 'D02 X285', 'M1'])('%s may be a postcode of another country', (postcode) =>
  expect(pointersFor({ country: 'IE', postcode })).toEqual([]),
);

test('the rule holds for a safe address that is not home, which has no country', () => {
  const pointers = (postcode: string) =>
    findPostcodeFaults({ victim: { address: { country: 'IE' } }, contact: { postTo: { postcode } } }).map(
      ({ pointer }) => pointer,
    );
  expect(pointers('M1 1AE')).toEqual([]);
  expect(pointers('D02 X285')).toEqual(['/contact/postTo/postcode']);
});

test('the advice asks for the country where one can be given', () => {
  const postcode = 'M1';
  const details = findPostcodeFaults({ victim: { address: { postcode } }, contact: { postTo: { postcode } } });
  const full = 'Give a full United Kingdom postcode that can exist, for example M1 1AE.';
  expect(details.map(({ pointer, detail }) => [pointer, detail])).toEqual([
    ['/victim/address/postcode', `${full} Give the country too where it is not GB, IM, JE or GG.`],
    ['/contact/postTo/postcode', full],
  ]);
});

test('a fault is told beside every other, and not where the country itself is wrong', () => {
  const faultsOf = (address: object) => {
    const { givenName: _, ...victim } = submission().victim;
    const body = { ...submission(), surprise: 1, victim: { ...victim, address } };
    const result = parseSubmission(body, police, area(), receivedAt);
    return 'refused' in result ? result.refused.faults.map(({ pointer }) => pointer) : [];
  };
  expect(faultsOf({ postcode: 'ZZ1 1AA' })).toEqual(['/surprise', '/victim/address/postcode']);
  expect(faultsOf({ postcode: '75001', country: 'Francia' })).toEqual(['/victim/address/country', '/surprise']);
});

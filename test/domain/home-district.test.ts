import { describe, expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { homeDistrictOf } from '#src/domain/home-district.ts';
import { judge } from '#src/domain/judge.ts';
import { police, rules } from '#test/support/area-fixture.ts';
import { receivedAt, submission } from '#test/support/submissions.ts';

const area = loadArea('greater-manchester');

describe('in Greater Manchester', () => {
  test.each([
    ['an outward code that lies in one district', 'M1 1AE', 'E08000003'],
    ['another', 'BL1 1RU', 'E08000001'],
    ['a sector of an outward code that lies in two', 'M33 7ZF', 'E08000009'],
    ['one of another district in the same outward code', 'M3 6AA', 'E08000006'],
    ['a district outside the area', 'SK10 1AA', 'E06000049'],
    ['a sector that lies in two', 'M7 2AA', undefined],
    ['a sector that lies in two, beside sectors that do not', 'M3 1AA', undefined],
    ['PO boxes, which are no homes', 'M60 2LA', undefined],
    ['a postcode area of elsewhere', 'L1 1AA', undefined],
    ['no postcode', undefined, undefined],
    ['no whole postcode, as an older version may have', 'M1', undefined],
  ])('%s: %s is in %s', (_, postcode, district) =>
    expect(homeDistrictOf(postcode === undefined ? {} : { postcode }, area.rules)).toBe(district),
  );

  test('a district that is stated wins', () =>
    expect(homeDistrictOf({ postcode: 'M1 1AE', district: 'E08000006' }, area.rules)).toBe('E08000006'));

  test.each(['IE', 'JE'])('%s has no ONS districts, however its postcode looks', (country) =>
    expect(homeDistrictOf({ postcode: 'M1 1AE', country }, area.rules)).toBeUndefined(),
  );

  test('the districts of the area are all found by some postcode', () => {
    const found = new Set(Object.values(area.rules.postcodeDistricts ?? {}));
    expect(area.districts.filter(({ code }) => !found.has(code))).toEqual([]);
  });
});

test('an area without the list knows only what is stated', () =>
  expect(homeDistrictOf({ postcode: 'M1 1AE' }, rules)).toBeUndefined());

test('a note says that the district is of the postcode, and the referral is routed by it', () => {
  const judged = (address: object) =>
    judge({
      submission: submission({
        victim: { address: { lines: undefined, ...address } },
        offence: { district: undefined },
      }),
      sender: police,
      area,
      now: receivedAt,
    });
  const derived = judged({ postcode: 'M1 1AE', district: undefined });
  const stated = judged({ postcode: undefined, district: 'E08000003' });
  if (!('decision' in derived && 'decision' in stated)) throw new Error('refused');
  expect(derived.decision.notes).toEqual(['home-district-from-postcode']);
  expect(stated.decision.notes).toEqual([]);
  expect(derived.decision.chosen).toEqual(stated.decision.chosen);
  const unknown = judged({ postcode: undefined, district: undefined });
  expect('decision' in unknown && unknown.decision.considered).not.toEqual(stated.decision.considered);
});

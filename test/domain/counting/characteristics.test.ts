import { describe, expect, test } from 'vitest';
import {
  type Characteristics,
  characteristicsDeltas,
  isRestOfReferrals,
} from '#src/domain/counting/characteristics.ts';
import { cellOf } from '#src/domain/counting/codes.ts';
import { serviceId } from '#test/support/ids.ts';
import { newCase } from '../../support/cases.ts';

const { facts } = newCase().head;
const deltasOf = (characteristics: Characteristics) =>
  characteristicsDeltas({ day: '2026-11-20', facts, services: [serviceId('general')], characteristics });

describe('an answer for equality monitoring', () => {
  test('is counted in each scope of the referral, and taken from those who were not asked', () => {
    expect(deltasOf({ religion: 'sikh', armedForces: 'not-asked' })).toEqual(
      ['all', 'service:general', `source:${facts.source}`, `district:${facts.district}`].map((scope) => ({
        k: `q|${scope}`,
        d: '2026-11-20',
        add: { [cellOf('religion', 'sikh')]: 1, [cellOf('religion', 'not-asked')]: -1 },
      })),
    );
  });

  test('is counted in its own dimension, each of the three', () => {
    const [all] = deltasOf({ sexualOrientation: 'bisexual', religion: 'prefer-not-to-say', armedForces: 'veteran' });
    expect(all?.add).toEqual({
      [cellOf('sexual-orientation', 'bisexual')]: 1,
      [cellOf('sexual-orientation', 'not-asked')]: -1,
      [cellOf('religion', 'prefer-not-to-say')]: 1,
      [cellOf('religion', 'not-asked')]: -1,
      [cellOf('armed-forces', 'veteran')]: 1,
      [cellOf('armed-forces', 'not-asked')]: -1,
    });
  });

  test('writes nothing where nobody answered', () => {
    expect(deltasOf({})).toEqual([]);
    expect(deltasOf({ sexualOrientation: 'not-asked', religion: 'not-asked', armedForces: 'not-asked' })).toEqual([]);
  });

  test('leaves all other referrals to the line of those not asked, and to no other line', () => {
    for (const dimension of ['sexual-orientation', 'religion', 'armed-forces'] as const) {
      expect(isRestOfReferrals(dimension, 'not-asked')).toBe(true);
      expect(isRestOfReferrals(dimension, 'prefer-not-to-say')).toBe(false);
    }
    // Whether a disability was asked is a fact of the case, and counted as one.
    expect(isRestOfReferrals('disability', 'not-asked')).toBe(false);
    expect(isRestOfReferrals(undefined, undefined)).toBe(false);
  });
});

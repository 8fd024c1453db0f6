import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as characteristics from '#src/domain/characteristics-vocabulary.ts';
import { counterDeltas } from '#src/domain/counting/cells.ts';
import {
  cellOf,
  dimensionCodes,
  isClosedDimension,
  totalCell,
  valueCodes,
  valuesOf,
} from '#src/domain/counting/codes.ts';
import { type CaseFacts, type Count, dimensions } from '#src/domain/counting/model.ts';
import { measuredBands } from '#src/domain/counting/time-bands.ts';
import { suspectRelationships } from '#src/domain/suspect-vocabulary.ts';
import * as words from '#src/domain/vocabulary.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { anyTransaction, rowsInMemory } from '../../support/generated-counts.ts';

const facts: CaseFacts = {
  source: partyId('example-police'),
  sourceKind: 'police',
  offence: 'robbery',
  district: 'E08000003',
  ageBand: '18-24',
  sex: 'female',
  ethnicity: 'A2',
  risk: 'high',
  enhancedRights: ['most-serious-crime', 'vulnerable-or-intimidated'],
  domesticAbuse: 'no',
  knifeEnabled: 'yes',
  hateStrands: ['race'],
  locationType: 'street',
  method: 'knife',
  alcohol: 'unknown',
  timeOfDay: '20-23',
  dayOfWeek: 'friday',
  occupation: 'employed',
  monitoring: {
    victimRole: 'direct',
    priority: 'high',
    consentBasis: 'public-task',
    repeatVictim: 'no',
    modernSlavery: 'no',
    honourBased: 'unknown',
    firearm: 'no',
    childExploitation: 'unknown',
    timeToReferral: '4-to-12-hours',
    needs: ['safety', 'housing'],
    suspectRelationships: ['stranger'],
    section13: ['serious-violence'],
    disabilities: ['not-asked'],
    homeDistrict: 'E08000003',
  },
};
const count = (measure: Count['measure'], more: Partial<Count> = {}): Count => ({
  measure,
  day: '2026-11-20',
  facts,
  services: [serviceId('general')],
  ...more,
});

describe('codes', () => {
  test.each(Object.keys(valueCodes).filter((name) => isClosedDimension(name as keyof typeof dimensionCodes)))(
    'no two values of %s share a code, and each code is one character',
    (name) => {
      const codes = Object.values(valueCodes[name as keyof typeof valueCodes]);
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.every((code) => code.length === 1)).toBe(true);
    },
  );

  test('every dimension has its own code, and every cell its own name', () => {
    expect(new Set(Object.values(dimensionCodes)).size).toBe(dimensions.length);
    const cells = dimensions.flatMap((name) =>
      isClosedDimension(name) ? valuesOf(name).map((value) => cellOf(name, value)) : [],
    );
    expect(new Set([...cells, totalCell]).size).toBe(cells.length + 1);
  });

  test.each([
    ['offence', words.offenceCategories],
    ['age-band', words.ageBands],
    ['sex', words.sexes],
    ['ethnicity', [...words.ethnicities, 'unknown']],
    ['risk', [...words.riskLevels, 'unknown']],
    ['location-type', words.locationTypes],
    ['method', words.methods],
    ['time-of-day', words.timesOfDay],
    ['day-of-week', words.daysOfWeek],
    ['occupation', words.occupations],
    ['outcome', words.supportOutcomes],
    ['decline-reason', words.declineReasons],
    ['held-reason', words.heldReasons],
    ['hate-strand', words.hateStrands],
    ['enhanced-rights', words.enhancedRights],
    ['source-kind', words.senderKinds],
    ['need', words.needs],
    ['victim-role', [...words.victimRoles, 'unknown']],
    ['priority', [...words.priorities, 'unknown']],
    ['consent-basis', [...words.consentBases, 'unknown']],
    ['suspect-relationship', suspectRelationships],
    ['disability', [...characteristics.disabilities, 'none', 'not-asked']],
    ['sexual-orientation', characteristics.sexualOrientations],
    ['religion', characteristics.religions],
    ['armed-forces', characteristics.armedForcesAnswers],
    ['time-to-contact', [...measuredBands, 'unknown']],
  ] as const)('%s is read in the order of its vocabulary', (name, vocabulary) => {
    expect([...valuesOf(name)].sort()).toEqual([...vocabulary].sort());
    expect(valuesOf(name)).toEqual([...vocabulary]);
  });

  test('a value outside its vocabulary is an error, not a new cell', () => {
    expect(() => cellOf('offence', 'jaywalking')).toThrow('offence');
  });
});

describe('counter deltas', () => {
  test('an ordinary referral with one service writes one row for the total and one for each of its keys', () => {
    const deltas = counterDeltas([count('referrals'), count('victims'), count('within-code'), count('handed-off')]);
    expect(deltas.map(({ k, d }) => `${k} ${d}`)).toEqual([
      'r|all 2026-11-20',
      'r|service:general 2026-11-20',
      'r|source:example-police 2026-11-20',
      'r|district:E08000003 2026-11-20',
    ]);
    expect(Object.values(deltas[0]?.add ?? {}).every((by) => by === 1)).toBe(true);
    expect(deltas[0]?.add).toMatchObject({ n: 1, ob: 1, Sgeneral: 1, DE08000003: 1, xm: 1, xv: 1, hr: 1, fy: 1 });
    expect(deltas[1]?.add).not.toHaveProperty('Sgeneral');
  });

  test('each row appears once, whatever is counted together', async () => {
    await fc.assert(
      fc.property(fc.array(anyTransaction, { maxLength: 6 }), (transactions) => {
        const keys = counterDeltas(transactions.flat()).map(({ k, d }) => `${k}\n${d}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test('counting together or one by one gives the same result', async () => {
    await fc.assert(
      fc.property(fc.array(anyTransaction, { maxLength: 6 }), (transactions) => {
        const together = rowsInMemory([transactions.flat()]);
        const apart = rowsInMemory(transactions.flat().map((one) => [one]));
        const plain = (rows: ReturnType<typeof rowsInMemory>) =>
          new Map(
            rows.all().flatMap(({ k, d, cells }) =>
              Object.entries(cells)
                .filter(([, by]) => by !== 0)
                .map(([cell, by]) => [`${k} ${d} ${cell}`, by]),
            ),
          );
        expect(plain(together)).toEqual(plain(apart));
      }),
    );
  });

  test('no key or cell has more than a party, a service, a district or a day', async () => {
    await fc.assert(
      fc.property(anyTransaction, (counts) => {
        for (const { k, d, add } of counterDeltas(counts)) {
          expect(k).toMatch(/^[a-z]{1,2}\|(all|service:[a-z-]+|source:[a-z-]+|district:[A-Za-z0-9-]+)$/);
          expect(d).toMatch(/^\d{4}-\d\d-\d\d$/);
          for (const cell of Object.keys(add)) expect(cell).toMatch(/^(n|[A-Za-z][a-z0-9]|[SPDH][A-Za-z0-9-]+)$/);
        }
      }),
    );
  });
});

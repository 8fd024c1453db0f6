import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as characteristics from '#src/domain/characteristics-vocabulary.ts';
import {
  type CountDetails,
  counterDeltas,
  counterKey,
  families,
  familiesOf,
  familiesWithoutHistory,
  timeCells,
} from '#src/domain/counting/cells.ts';
import {
  cellOf,
  dimensionCodes,
  isClosedDimension,
  totalCell,
  valueCodes,
  valuesOf,
} from '#src/domain/counting/codes.ts';
import {
  type CaseFacts,
  type Count,
  type Dimension,
  dimensions,
  type Measure,
  measures,
} from '#src/domain/counting/model.ts';
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

describe('an event', () => {
  const cellsIn = (k: string, ...counts: Count[]) => counterDeltas(counts).find((row) => row.k === k)?.add ?? {};

  test.each(measures)('%s adds one to its own measure, and nothing to another', (measure) => {
    const deltas = counterDeltas([count(measure)]);
    for (const { k } of deltas) expect(Object.values(families)).toContain(k.split('|')[0]);
    const added = measures.filter((other) => {
      const sum = familiesOf(other).reduce((total, [family, sign]) => {
        const row = deltas.find(({ k }) => k === counterKey(family, 'all'));
        return total + sign * (row?.add[totalCell] ?? 0);
      }, 0);
      expect([0, 1]).toContain(sum);
      return sum === 1;
    });
    // People are counted with the referrals, and what is taken from them is links (distinct-people.ts).
    const expected = { referrals: ['referrals', 'victims'], victims: [] as Measure[] };
    expect(added).toEqual(measure in expected ? expected[measure as keyof typeof expected] : [measure]);
  });

  test('is counted once under every fact of its case, and under nothing else', () => {
    const of: [Dimension, string][] = [
      ['service', 'general'],
      ['source', 'example-police'],
      ['source-kind', 'police'],
      ['offence', 'robbery'],
      ['district', 'E08000003'],
      ['age-band', '18-24'],
      ['sex', 'female'],
      ['ethnicity', 'A2'],
      ['risk', 'high'],
      ['enhanced-rights', 'most-serious-crime'],
      ['enhanced-rights', 'vulnerable-or-intimidated'],
      ['domestic-abuse', 'no'],
      ['knife-enabled', 'yes'],
      ['hate-strand', 'race'],
      ['location-type', 'street'],
      ['method', 'knife'],
      ['alcohol', 'unknown'],
      ['time-of-day', '20-23'],
      ['day-of-week', 'friday'],
      ['occupation', 'employed'],
    ];
    const monitored: [Dimension, string][] = [
      ['need', 'safety'],
      ['need', 'housing'],
      ['victim-role', 'direct'],
      ['priority', 'high'],
      ['consent-basis', 'public-task'],
      ['repeat-victim', 'no'],
      ['modern-slavery', 'no'],
      ['honour-based', 'unknown'],
      ['firearm', 'no'],
      ['child-exploitation', 'unknown'],
      ['home-district', 'E08000003'],
      ['suspect-relationship', 'stranger'],
      ['section-13', 'serious-violence'],
      ['disability', 'not-asked'],
      ['time-to-referral', '4-to-12-hours'],
    ];
    const once = (values: [Dimension, string][]) =>
      Object.fromEntries(
        [totalCell, ...values.map(([dimension, value]) => cellOf(dimension, value))].map((cell) => [cell, 1]),
      );
    expect(cellsIn('r|all', count('referrals'))).toEqual(once([...of, ...monitored]));
    // Rows of before monitoring facts were counted have none.
    const { monitoring: _, ...before } = facts;
    expect(cellsIn('r|all', count('referrals', { facts: before }))).toEqual(once(of));
  });

  test('that no history is kept of is left alone by a recount: a resend, somebody not referred, a characteristic', () => {
    const { duplicates, notReferred, characteristics: answers } = families;
    expect([...familiesWithoutHistory].sort()).toEqual([duplicates, notReferred, answers].sort());
  });

  test('is stored under a code that no other family has', () => {
    const codes = Object.values(families);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z]{1,2}$/);
  });

  test.each<[Measure, string, Partial<Count>, Dimension, string]>([
    ['closed', 'z|all', { outcome: 'disengaged' }, 'outcome', 'disengaged'],
    ['declined', 'd|all', { declineReason: 'no-capacity' }, 'decline-reason', 'no-capacity'],
    ['held', 'rh|all', { heldReasons: ['no-safe-contact'] }, 'held-reason', 'no-safe-contact'],
    ['held', 'rh|all', { heldReasons: ['out-of-scope', 'out-of-scope'] }, 'held-reason', 'out-of-scope'],
    ['not-referred', 'n|all', { notReferredReason: 'opted-out' }, 'not-referred-reason', 'opted-out'],
    ['suspended', 's|all', { suspendReason: 'unsafe-to-contact' }, 'suspend-reason', 'unsafe-to-contact'],
    ['returned', 'b|all', { returnReason: 'consent-missing' }, 'return-reason', 'consent-missing'],
    ['withdrawn', 'w|all', { withdrawReason: 'sent-in-error' }, 'withdraw-reason', 'sent-in-error'],
    ['contacted', 'c|all', { minutes: 90 }, 'time-to-contact', '1-to-4-hours'],
    ['supporting', 'y|all', { minutes: 90 }, 'time-to-support', '1-to-4-hours'],
  ])('%s is counted once, under what is said of it alone: %s, %j', (measure, k, details, dimension, value) => {
    const { [timeCells.minutes]: _, [timeCells.timed]: __, ...told } = cellsIn(k, count(measure, details));
    expect(told).toEqual({ ...cellsIn(k, count(measure)), [cellOf(dimension, value)]: 1 });
  });

  test('of several services counts once for each, however often one is named', () => {
    const [general, other] = ['general', 'young-people'].map(serviceId) as [never, never];
    const cells = cellsIn('r|all', count('referrals', { services: [general, other, general] }));
    expect(cells).toMatchObject({ n: 1, Sgeneral: 1, 'Syoung-people': 1 });
  });

  test('is counted in its band of time for the measures that are asked by it, and for no other', () => {
    const bands: CountDetails = { minutes: 90 };
    const withTime = measures.filter((measure) =>
      counterDeltas([count(measure, bands as Partial<Count>)]).some(({ add }) =>
        Object.keys(add).some(
          (cell) =>
            cell === cellOf('time-to-contact', '1-to-4-hours') || cell === cellOf('time-to-support', '1-to-4-hours'),
        ),
      ),
    );
    expect(withTime).toEqual(['contacted', 'within-target', 'supporting']);
  });

  test('first contact and closing add their minutes to the sum of each scope, and no other event does', () => {
    const summed = measures.filter((measure) =>
      counterDeltas([count(measure, { minutes: 90 })]).some(({ add }) => timeCells.minutes in add),
    );
    expect(summed).toEqual(['contacted', 'closed']);
    const rows = counterDeltas([count('contacted', { minutes: 90 }), count('within-target', { minutes: 90 })]);
    expect(rows.map(({ k, add }) => [k, add[timeCells.minutes], add[timeCells.timed]])).toEqual(
      ['all', 'service:general', 'source:example-police', 'district:E08000003'].map((scope) => [`c|${scope}`, 90, 1]),
    );
  });
});

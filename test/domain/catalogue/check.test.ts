import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approximateAges, exactAge } from '#src/domain/ages.ts';
import type { Criteria, Service } from '#src/domain/area.ts';
import { outOfArea } from '#src/domain/area.ts';
import { checkCatalogue, contractChangeDays } from '#src/domain/catalogue/check.ts';
import { routeByFacts } from '#src/domain/routing/route.ts';
import { needs, offenceCategories, riskLevels, sexes, victimRoles } from '#src/domain/vocabulary.ts';
import {
  anyCriteria,
  anyFacts,
  anyServices,
  areaWith,
  facts,
  here,
  neighbouring,
  today,
} from '#test/domain/support/routing-cases.ts';
import { service } from '#test/support/area-fixture.ts';

const everyone = service('everyone', 0, {}, { general: true });
const adults = service('adults', 0, { ageNow: { from: 18, unknown: 'in' } }, { general: true });
const adultsUnder65 = service('adults', 0, { ageNow: { from: 18, to: 64, unknown: 'in' } }, { general: true });
const from65: Criteria = { ageNow: { from: 65, unknown: 'in' } };
const children = (to: number) => service('children', 10, { ageNow: { to, unknown: 'out' } });

describe('gaps', () => {
  test('a service for everyone leaves none', () => {
    const report = checkCatalogue(areaWith([everyone]), today);
    expect(report).toMatchObject({
      cases: expect.any(Number),
      gaps: [],
      gapsAreAll: true,
      unreachable: [],
      overlaps: [],
    });
  });

  test('a gap between two age limits is reported with an example, and why the general service does not take it', () => {
    const { gaps } = checkCatalogue(areaWith([adults, children(15)]), today);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.where).toEqual({ 'age now': ['16 to 17', 'around 18'] });
    expect(gaps[0]?.example.ageNow).toEqual(exactAge(16));
    expect(gaps[0]?.because).toEqual([{ service: 'adults', because: ['age-below-minimum'] }]);
  });

  test('limits that meet leave a gap for approximate ages where both services are for adults alone', () => {
    const { gaps } = checkCatalogue(areaWith([adultsUnder65, service('older', 1, from65), children(17)]), today);
    expect(gaps.map(({ where }) => where)).toEqual([{ 'age now': ['around 65'] }]);
    expect(gaps[0]?.example.ageNow).toEqual(approximateAges(63));
  });

  test('so do limits of the age at the offence', () => {
    const then = (ageAtOffence: Criteria['ageAtOffence'], id: string) =>
      service(id, 1, { ...(ageAtOffence && { ageAtOffence }) });
    const under65 = then({ from: 18, to: 64, unknown: 'in' }, 'under-65');
    const over64 = then({ from: 65, unknown: 'in' }, 'over-64');
    const young = then({ to: 17, unknown: 'in' }, 'young');
    const { gaps } = checkCatalogue(areaWith([under65, over64, young]), today);
    expect(gaps.map(({ where }) => where)).toEqual([{ 'age now': ['any'], 'age at offence': ['around 65'] }]);
  });

  test('limits that meet leave none', () => {
    expect(checkCatalogue(areaWith([adults, children(17)]), today).gaps).toEqual([]);
  });

  test.each<[string, Criteria, Record<string, string[]>]>([
    ['an unknown that falls out', { ageNow: { from: 0, unknown: 'out' } }, { 'age now': ['unknown'] }],
    ['a flag', { noFlags: { flags: ['firearm'], unknown: 'in' } }, { firearm: ['yes'] }],
    ['a sex', { sex: { in: ['female', 'other'], unknown: 'in' } }, { sex: ['male'] }],
    ['a risk', { riskFrom: { level: 'medium', unknown: 'in' } }, { risk: ['standard'] }],
    [
      'a role',
      {
        roles: [
          'direct',
          'bereaved-relative',
          'child-domestic-abuse',
          'born-of-offence',
          'parent-guardian',
          'spokesperson',
        ],
      },
      { role: ['witness-harmed'] },
    ],
    [
      'one district of the home',
      { district: { of: 'home', in: [here, outOfArea], unknown: 'in' } },
      { 'home district': ['Salford'] },
    ],
    [
      'needs',
      { needs: { any: ['housing'], unknown: 'in' } },
      {
        needs: [
          'emotional-support or safety or advocacy or health or finance or children or drugs-alcohol or restorative-justice',
        ],
      },
    ],
    [
      'no need named, where every need is listed',
      { needs: { any: [...needs], unknown: 'out' } },
      { needs: ['none named'] },
    ],
  ])('by %s', (_name, criteria, where) => {
    const { gaps } = checkCatalogue(areaWith([service('only', 0, criteria, { general: true })]), today);
    expect(gaps.map((gap) => gap.where)).toEqual([where]);
  });

  test('of almost every pair of districts names those that are covered', () => {
    const both = service('only', 0, { district: { of: 'both', in: [here], unknown: 'out' } }, { general: true });
    expect(checkCatalogue(areaWith([both]), today).gaps.map(({ where }) => where)).toEqual([
      { 'district, all but': ['home district Manchester; offence district Manchester'] },
    ]);
    const either = service('only', 0, { district: { of: 'either', in: [here], unknown: 'out' } }, { general: true });
    const others = ['Salford', 'out of area', 'unknown'];
    expect(checkCatalogue(areaWith([either]), today).gaps.map(({ where }) => where)).toEqual([
      { 'home district': others, 'offence district': others },
    ]);
  });

  test('of a few pairs of districts names each', () => {
    const within = (id: string, district: string) =>
      service(id, 1, { district: { of: 'both', in: [district, outOfArea], unknown: 'in' } });
    expect(
      checkCatalogue(areaWith([within('one', here), within('other', neighbouring)]), today).gaps.map(
        ({ where }) => where,
      ),
    ).toEqual([
      {
        district: [
          'home district Manchester; offence district Salford',
          'home district Salford; offence district Manchester',
        ],
      },
    ]);
  });

  test('of more kinds than a list can hold are listed in part, and the report says so', () => {
    const oneKindEach = victimRoles.slice(0, 7).map((role, index) =>
      service(`takes-${role}`, 1, {
        roles: [role],
        offences: offenceCategories.slice(index, index + 1),
        sex: { in: [sexes[index % 3] ?? 'female'], unknown: 'out' },
        riskFrom: { level: riskLevels[index % 3] ?? 'high', unknown: 'out' },
      }),
    );
    const { gaps, gapsAreAll } = checkCatalogue(areaWith(oneKindEach), today);
    expect([gaps.length, gapsAreAll]).toEqual([20, false]);
  });

  test('two separate gaps are reported separately', () => {
    const middle = service('middle', 0, { ageNow: { from: 10, to: 60, unknown: 'in' } }, { general: true });
    const { gaps } = checkCatalogue(areaWith([middle]), today);
    expect(gaps.map(({ where }) => where['age now'])).toEqual([['0 to 9', '61 or over']]);
    const split = service('split', 1, { ageNow: { to: 9, unknown: 'out' }, sex: { in: ['female'], unknown: 'in' } });
    expect(checkCatalogue(areaWith([middle, split]), today).gaps).toHaveLength(2);
  });

  test('a paused, full or ended service covers nobody, nor does one that only works alongside', () => {
    const shut: Partial<Service>[] = [
      { availability: 'paused' },
      { availability: 'full' },
      { contract: { from: '2019-04-01', to: '2026-11-17' } },
      { meets: [], alongside: { needs: ['safety'] } },
    ];
    for (const more of shut) {
      const only = service('only', 0, {}, more);
      expect(checkCatalogue(areaWith([only]), today).gaps, JSON.stringify(more)).toHaveLength(1);
    }
  });

  test('a known gap is accepted and counted, and explains no other gap', () => {
    const known = [
      {
        id: 'teens',
        reason: 'None are commissioned.',
        when: { ageNow: { from: 16, to: 16, unknown: 'out' as const } },
      },
    ];
    const report = checkCatalogue(areaWith([adults, children(15)], { knownGaps: known }), today);
    expect(report.gaps.map(({ where }) => where)).toEqual([{ 'age now': ['17', 'around 18'] }]);
    expect(report.knownGaps).toEqual([{ id: 'teens', reason: 'None are commissioned.', cases: expect.any(Number) }]);
    expect(report.knownGaps[0]?.cases).toBeGreaterThan(0);
    expect(checkCatalogue(areaWith([everyone], { knownGaps: known }), today).knownGaps[0]?.cases).toBe(0);
  });

  test('each known gap has the number of cases that it explains', () => {
    const without = (id: string, when: Criteria) => ({ id, reason: 'None are commissioned.', when });
    const women: Criteria = { sex: { in: ['female'], unknown: 'out' } };
    const knownGaps = [without('women', women), without('risk', { riskFrom: { level: 'high', unknown: 'out' } })];
    const othersAtLowRisk = service('men', 1, { sex: { in: ['male', 'other'], unknown: 'in' }, roles: ['direct'] });
    const report = checkCatalogue(areaWith([othersAtLowRisk], { knownGaps }), today);
    // Three places of home and offence, a victim or another role, four sexes, and four risks of which one is unknown.
    expect(report.cases).toBe(3 * 3 * 2 * 4 * 4);
    expect(report.knownGaps.map(({ id, cases }) => [id, cases])).toEqual([
      ['women', 3 * 3 * 2 * 4],
      ['risk', 3 * 3 * (2 + 3)],
    ]);
  });

  test('a known gap hides no part of another gap', () => {
    const [one, other] = ['bereaved-relative', 'witness-harmed'] as const;
    const roles = service('roles', 1, { roles: victimRoles.filter((role) => role !== one && role !== other) });
    const sexless = service('sexless', 1, { sex: { in: ['other'], unknown: 'in' } });
    const when: Criteria = { roles: [one], sex: { in: ['female'], unknown: 'out' } };
    const knownGaps = [{ id: 'known', reason: 'So it is.', when }];
    const { gaps } = checkCatalogue(areaWith([roles, sexless], { knownGaps }), today);
    expect(gaps.map(({ where }) => where)).toEqual([
      { role: [other], sex: ['female', 'male'] },
      { role: [other, one], sex: ['male'] },
    ]);
  });
});

describe('overlaps and unreachable services', () => {
  test('two services that may both lead: which one does, and why', () => {
    const settled = (one: number, other: number, priority = 1) =>
      checkCatalogue(areaWith([service('a', one, {}), service('b', other, {}, { priority })]), today).overlaps.map(
        ({ leads, other: behind, settledBy }) => [leads, behind, settledBy],
      );
    expect(settled(1, 2)).toEqual([['b', 'a', 'specialism']]);
    expect(settled(1, 1, 0)).toEqual([['b', 'a', 'priority']]);
    expect(settled(1, 1)).toEqual([['a', 'b', 'id']]);
  });

  test('and in how many of the cases', () => {
    // Home and offence district are in the area, out of it or unknown, and there are four sexes.
    const women = service('women', 1, { sex: { in: ['female'], unknown: 'out' } });
    const report = checkCatalogue(areaWith([everyone, women]), today);
    expect(report.cases).toBe(3 * 3 * 4);
    expect(report.overlaps).toEqual([{ leads: 'women', other: 'everyone', cases: 9, settledBy: 'specialism' }]);
  });

  test('each two of several by themselves', () => {
    const three = ['a', 'b', 'c'].map((id) => service(id, 1, {}));
    expect(
      checkCatalogue(areaWith(three), today).overlaps.map(({ leads, other, cases }) => [leads, other, cases]),
    ).toEqual([
      ['a', 'b', 9],
      ['a', 'c', 9],
    ]);
  });

  test('each unreachable service, and why', () => {
    const impossible = service('impossible', 50, {
      district: { of: 'both', in: [here], unknown: 'out' },
      ageNow: { from: 200, unknown: 'out' },
      sex: { in: ['male'], unknown: 'out' },
      riskFrom: { level: 'high', unknown: 'out' },
      allFlags: ['firearm'],
      noFlags: { flags: ['firearm'], unknown: 'out' },
    });
    const behind = service('behind', 1, { offences: ['rape'] });
    const ahead = service('ahead', 2, { offences: ['rape', 'other-sexual'] });
    const paused = service('paused', 3, {}, { availability: 'paused' });
    const idle = service('idle', 1, { offences: ['rape'] }, { meets: [], alongside: { needs: ['emotional-support'] } });
    const { unreachable } = checkCatalogue(areaWith([everyone, impossible, behind, ahead, paused, idle]), today);
    expect(unreachable).toEqual([
      { service: 'impossible', why: 'no-case-meets-its-criteria' },
      { service: 'behind', why: 'always-behind-another' },
      { service: 'paused', why: 'not-open' },
      { service: 'idle', why: 'never-called-in' },
    ]);
  });
});

describe('the check agrees with routing itself', () => {
  test('where it finds no gap every case has a service, and where a case has none it finds one', () => {
    fc.assert(
      fc.property(anyServices, fc.array(anyFacts, { minLength: 30, maxLength: 30 }), (services, cases) => {
        const area = areaWith(services);
        const uncovered = cases.some((facts) => routeByFacts(facts, area).eligible.length === 0);
        if (uncovered) expect(checkCatalogue(area, today).gaps).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the example of every gap goes to nobody', () => {
    fc.assert(
      fc.property(anyServices, fc.option(anyCriteria), (services, when) => {
        const knownGaps = when && Object.keys(when).length > 0 ? [{ id: 'known', reason: 'So it is.', when }] : [];
        const area = areaWith(services, { knownGaps });
        for (const { example } of checkCatalogue(area, today).gaps)
          expect(routeByFacts(example, area).eligible).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a service reported as unreachable is never chosen', () => {
    fc.assert(
      fc.property(anyServices, fc.array(anyFacts, { minLength: 20, maxLength: 20 }), (services, cases) => {
        const area = areaWith(services);
        const unreachable = new Set(checkCatalogue(area, today).unreachable.map(({ service }) => service));
        const chosen = cases.flatMap((facts) => routeByFacts(facts, area).eligible.map(({ service }) => service.id));
        expect(chosen.filter((id) => unreachable.has(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the days to check', () => {
  test('are the first day, each start, and each day after an end, within the period asked for', () => {
    const services = [
      service('a', 1, {}, { contract: { from: '2019-04-01', to: '2026-12-31' } }),
      service('b', 1, {}, { contract: { from: '2027-01-01', to: '2027-03-31' } }),
      service('c', 1, {}, { contract: { from: '2027-06-01' } }),
    ];
    expect(contractChangeDays(areaWith(services), today, '2027-12-31')).toEqual([
      today,
      '2027-01-01',
      '2027-04-01',
      '2027-06-01',
    ]);
    expect(contractChangeDays(areaWith(services), today, '2027-04-01')).toEqual([today, '2027-01-01', '2027-04-01']);
    expect(contractChangeDays(areaWith(services), '2027-06-01', '2027-12-31')).toEqual(['2027-06-01']);
  });

  test('a service takes its first cases on the day its contract starts', () => {
    const area = areaWith([service('only', 0, {}, { general: true, contract: { from: '2027-04-01' } })]);
    expect(checkCatalogue(area, '2027-03-31').gaps).toHaveLength(1);
    expect(checkCatalogue(area, '2027-04-01').gaps).toEqual([]);
  });

  test('a contract without a successor is a gap from the day after its end', () => {
    const area = areaWith([
      service('only', 0, {}, { general: true, contract: { from: '2019-04-01', to: '2027-03-31' } }),
    ]);
    expect(checkCatalogue(area, '2027-03-31').gaps).toEqual([]);
    expect(checkCatalogue(area, '2027-04-01').gaps).toHaveLength(1);
  });
});

test('cases that no criterion tells apart are not counted twice', () => {
  expect(
    checkCatalogue(
      areaWith([service('only', 0, { district: { of: 'home', in: [here, neighbouring], unknown: 'in' } })]),
      today,
    ).cases,
  ).toBe(9);
  expect(routeByFacts(facts({ homeDistrict: neighbouring }), areaWith([everyone])).eligible).toHaveLength(1);
});

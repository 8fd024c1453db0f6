import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonTexts } from '#src/domain/routing/reasons.ts';
import { routeByFacts } from '#src/domain/routing/route.ts';
import { anyFacts, anyService, anyServices, areaWith, facts, here, today } from '../support/routing-cases.ts';

const runs = { numRuns: 400 };

describe('for any catalogue and any case', () => {
  test('every service is either chosen or considered, exactly once, and considered in catalogue order', () => {
    fc.assert(
      fc.property(anyServices, anyFacts, (services, facts) => {
        const { eligible, considered } = routeByFacts(facts, areaWith(services));
        const chosen = new Set(eligible.map(({ service }) => service.id));
        expect(chosen.size).toBe(eligible.length);
        expect(considered.map(({ service }) => service)).toEqual(
          services.map(({ id }) => id).filter((id) => !chosen.has(id)),
        );
      }),
      runs,
    );
  });

  test('a service that is paused, full or out of contract is never chosen or in reserve', () => {
    fc.assert(
      fc.property(anyServices, anyFacts, (services, facts) => {
        const { eligible, reserve } = routeByFacts(facts, areaWith(services));
        const ids = new Set([...eligible.map(({ service }) => service.id), ...reserve]);
        for (const { id, availability, contract } of services.filter((service) => ids.has(service.id))) {
          expect({ id, availability }).toEqual({ id, availability: 'open' });
          expect(contract.from <= today && (contract.to === undefined || contract.to >= today)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('exactly one leads, the first of those chosen, unless nobody is chosen', () => {
    fc.assert(
      fc.property(anyServices, anyFacts, (services, facts) => {
        const { eligible, reserve } = routeByFacts(facts, areaWith(services));
        const parts = eligible.map(({ part }) => part);
        expect(parts).toEqual(parts.map((_part, index) => (index === 0 ? 'lead' : 'alongside')));
        if (eligible.length === 0) expect(reserve).toEqual([]);
      }),
      runs,
    );
  });

  test('another service never leaves a covered case uncovered', () => {
    fc.assert(
      fc.property(anyServices, anyService('zelda'), anyFacts, (services, more, facts) => {
        fc.pre(routeByFacts(facts, areaWith(services)).eligible.length > 0);
        expect(routeByFacts(facts, areaWith([...services, more])).eligible).not.toEqual([]);
      }),
      runs,
    );
  });

  test('the order of services in the file does not matter', () => {
    fc.assert(
      fc.property(
        anyServices.chain((services) =>
          fc.tuple(fc.constant(services), fc.shuffledSubarray(services, { minLength: services.length })),
        ),
        anyFacts,
        ([services, shuffled], facts) => {
          const [one, other] = [routeByFacts(facts, areaWith(services)), routeByFacts(facts, areaWith(shuffled))];
          expect(other.eligible).toEqual(one.eligible);
          expect(other.reserve).toEqual(one.reserve);
          expect(new Set(other.considered)).toEqual(new Set(one.considered));
        },
      ),
      runs,
    );
  });

  test('every service has at least one reason, each once and with a sentence', () => {
    fc.assert(
      fc.property(anyServices, anyFacts, (services, facts) => {
        const { eligible, considered } = routeByFacts(facts, areaWith(services));
        for (const { because } of [...eligible, ...considered]) {
          expect(because.length).toBeGreaterThan(0);
          expect(new Set(because).size).toBe(because.length);
          expect(because.filter((code) => !Object.hasOwn(reasonTexts, code))).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('a known fact never rules a service out for being unknown', () => {
    fc.assert(
      fc.property(anyServices, anyFacts, (services, unknowing) => {
        const known = { ...facts({ offence: unknowing.offence, role: unknowing.role }), homeDistrict: here };
        const reasons = routeByFacts(known, areaWith(services)).considered.flatMap(({ because }) => because);
        expect(reasons.filter((code) => code.startsWith('unknown-'))).toEqual([]);
      }),
      runs,
    );
  });

  test('routing does not change the area, and gives the same result again', () => {
    fc.assert(
      fc.property(anyServices, anyFacts, (services, facts) => {
        const area = areaWith(services);
        const before = structuredClone(area);
        const first = structuredClone(routeByFacts(facts, area));
        expect(routeByFacts(facts, area)).toEqual(first);
        expect(area).toEqual(before);
      }),
      runs,
    );
  });
});

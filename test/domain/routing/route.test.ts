import { describe, expect, test } from 'vitest';
import { exactAge } from '#src/domain/ages.ts';
import type { Service } from '#src/domain/area.ts';
import { reasonsAgainst, reasonsFor, reasonsOfChoice, reasonTexts } from '#src/domain/routing/reasons.ts';
import { routeByFacts, routeReferral } from '#src/domain/routing/route.ts';
import { routingFactsOf } from '#src/domain/routing/routing-facts.ts';
import { area, service } from '#test/support/area-fixture.ts';
import { submission } from '#test/support/submissions.ts';
import { areaWith, facts, today } from '../support/routing-cases.ts';

const general = service('general', 0, {}, { general: true, meets: ['emotional-support', 'safety'] });
const chosen = (services: Service[], over: Parameters<typeof facts>[0] = {}) =>
  routeByFacts(facts(over), areaWith(services)).eligible.map(({ service: { id }, part }) => `${id} ${part}`);

describe('who leads', () => {
  test('the most specialised of those eligible, whatever the order of the file', () => {
    const services = [general, service('narrow', 80, {}), service('middle', 40, {})];
    expect(chosen(services)).toEqual(['narrow lead']);
    expect(chosen(services.toReversed())).toEqual(['narrow lead']);
  });

  test('among equals the lowest priority number, then the id', () => {
    const [late, early] = [service('a-late', 40, {}, { priority: 2 }), service('z-early', 40, {}, { priority: 1 })];
    expect(chosen([late, early])).toEqual(['z-early lead']);
    expect(chosen([service('beta', 40, {}), service('alpha', 40, {})])).toEqual(['alpha lead']);
  });

  test('the other services that could lead are in reserve, in the order they would be tried', () => {
    const services = [
      general,
      service('middle', 40, {}),
      service('narrow', 80, {}),
      service('closed', 90, {}, { availability: 'paused' }),
    ];
    expect(routeByFacts(facts(), areaWith(services)).reserve).toEqual(['middle', 'general']);
  });

  test('the lead says why it was chosen: for a general service, that no more specialised one could', () => {
    const because = (services: Service[]) => routeByFacts(facts(), areaWith(services)).eligible[0]?.because;
    expect(because([general])).toEqual(['open-to-everyone', 'no-specialist-eligible']);
    expect(because([general, service('narrow', 80, { offences: ['violence-with-injury'] })])).toEqual([
      'offence-covered',
      'most-specialised',
    ]);
  });
});

describe('who is not chosen', () => {
  test.each<[string, Partial<Service>, string]>([
    ['paused', { availability: 'paused' }, 'paused'],
    ['full', { availability: 'full' }, 'full'],
    ['a contract that starts tomorrow', { contract: { from: '2026-11-19' } }, 'contract-not-started'],
    ['a contract that ended yesterday', { contract: { from: '2019-04-01', to: '2026-11-17' } }, 'contract-ended'],
  ])('%s', (_name, more, reason) => {
    const { eligible, considered, reserve } = routeByFacts(facts(), areaWith([service('one', 5, {}, more)]));
    expect(eligible).toEqual([]);
    expect(reserve).toEqual([]);
    expect(considered).toEqual([{ service: 'one', eligible: false, because: [reason] }]);
  });

  test('a contract runs through its first and its last day', () => {
    expect(chosen([service('one', 5, {}, { contract: { from: today, to: today } })])).toEqual(['one lead']);
  });

  test('a service whose party has left the register', () => {
    const base = areaWith([service('one', 5, {})]);
    const left = { ...base, parties: base.parties.map((party) => ({ ...party, active: party.id !== 'one' })) };
    expect(routeByFacts(facts(), left).considered).toEqual([
      { service: 'one', eligible: false, because: ['not-active'] },
    ]);
  });

  test('an eligible service that does not lead says which one does', () => {
    const { considered } = routeByFacts(facts(), areaWith([general, service('narrow', 80, {})]));
    expect(considered).toEqual([{ service: 'general', eligible: true, because: ['another-service-leads'] }]);
  });
});

describe('services alongside', () => {
  const restorative = service('restorative', 5, {}, { meets: [], alongside: { needs: ['restorative-justice'] } });
  const family = service('family', 4, {}, { meets: [], alongside: { needs: ['children', 'housing'] } });
  const health = service('health', 60, {}, { meets: ['health'], alongside: { needs: ['health', 'housing'] } });

  test('are added for a need that the lead does not meet', () => {
    const needs = ['safety', 'restorative-justice'] as const;
    expect(chosen([general, restorative, family], { needs })).toEqual(['general lead', 'restorative alongside']);
  });

  test('are not added for a need that the lead meets, or that nobody named', () => {
    const needs = ['safety'] as const;
    const { eligible, considered, reserve } = routeByFacts(facts({ needs }), areaWith([general, restorative]));
    expect(eligible.map(({ service: { id } }) => id)).toEqual(['general']);
    expect(considered).toEqual([{ service: 'restorative', eligible: true, because: ['further-need-not-asked'] }]);
    expect(reserve).toEqual([]);
  });

  test('are not added for what the lead meets, even if they could meet it too', () => {
    const safety = service('safety', 60, {}, { meets: [], alongside: { needs: ['safety'] } });
    const lead = service('lead', 80, {}, { meets: ['safety'] });
    expect(chosen([lead, safety], { needs: ['safety'] })).toEqual(['lead lead']);
  });

  test('say that they meet a further need', () => {
    const { eligible } = routeByFacts(
      facts({ needs: ['safety', 'restorative-justice'] }),
      areaWith([general, restorative]),
    );
    expect(eligible.map(({ because }) => because.at(-1))).toEqual(['no-specialist-eligible', 'meets-further-need']);
  });

  test('are added once for each need', () => {
    const narrow = service('narrow', 80, {}, { meets: ['safety'] });
    expect(chosen([narrow, health, family], { needs: ['housing'] })).toEqual(['narrow lead', 'health alongside']);
    expect(chosen([narrow, health, family], { needs: ['housing', 'children'] })).toEqual([
      'narrow lead',
      'health alongside',
      'family alongside',
    ]);
  });

  test('never lead when they meet no need of their own', () => {
    const { eligible, considered } = routeByFacts(facts({ needs: ['restorative-justice'] }), areaWith([restorative]));
    expect(eligible).toEqual([]);
    expect(considered).toEqual([{ service: 'restorative', eligible: true, because: ['no-service-leads'] }]);
  });
});

describe('the facts that routing reads', () => {
  test('has nothing that identifies a person', () => {
    const marked = submission({
      victim: { givenName: 'MARK-1', familyName: 'MARK-2', accessNeeds: 'MARK-3', address: { lines: ['MARK-4'] } },
      contact: { phone: '+447700900999', instructions: 'MARK-5' },
      offence: { summary: 'MARK-6' },
    });
    const text = JSON.stringify(
      routingFactsOf({
        submission: marked,
        area: area(),
        ageAtOffence: exactAge(1),
        ageNow: exactAge(2),
        riskLevel: undefined,
        domesticAbuse: false,
        on: today,
      }),
    );
    expect(text).not.toMatch(/MARK|7700900|1990/);
  });

  test('route is routeFacts of those facts', () => {
    const input = {
      submission: submission(),
      area: area(),
      ageAtOffence: exactAge(36),
      ageNow: exactAge(36),
      riskLevel: 'standard',
      domesticAbuse: false,
      on: today,
    } as const;
    expect(routeReferral(input)).toEqual(routeByFacts(routingFactsOf(input), area()));
  });
});

describe('reasons', () => {
  test('each code has one sentence, and there is no sentence without a code', () => {
    const codes = [...reasonsFor, ...reasonsAgainst, ...reasonsOfChoice];
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(reasonTexts).sort()).toEqual([...codes].sort());
    for (const text of Object.values(reasonTexts)) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(new Set(Object.values(reasonTexts)).size).toBe(codes.length);
  });
});

import { expect, test } from 'vitest';
import type { Party, Service } from '#src/domain/area.ts';
import { findRouteOptions, openServices, rankByEligibility } from '#src/domain/case/triage/route-options.ts';
import type { ConsideredService } from '#src/domain/decision.ts';
import { area, service } from '#test/support/area-fixture.ts';
import { ruleContextAt } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';

const facts = { source: partyId('greater-manchester') };

const considered = (id: string, eligible: boolean, ...because: string[]): ConsideredService => ({
  service: serviceId(id),
  eligible,
  because,
});

test('services come in the order in which they would do: leads, alongside, then the fewest reasons against', () => {
  const services = [
    service('far', 90, {}),
    service('near', 10, {}),
    service('alongside', 99, {}, { meets: [] }),
    service('general', 1, {}),
    service('special', 50, {}),
    service('unknown', 50, {}),
  ];
  const ranked = rankByEligibility(
    [
      considered('far', false, 'sex-not-covered', 'age-above-maximum'),
      considered('near', false, 'sex-not-covered'),
      considered('alongside', true, 'open-to-everyone'),
      considered('general', true, 'open-to-everyone'),
      considered('special', true, 'offence-covered'),
    ],
    area({ services }),
  );
  expect(ranked.map(({ service: { id } }) => id)).toEqual(['special', 'general', 'alongside', 'near', 'far']);
});

test('the order of the catalogue never decides', () => {
  const ids = ['a', 'b', 'c'];
  const all = ids.map((id) => considered(id, false, 'sex-not-covered'));
  const services = ids.map((id, index) => service(id, index, {}));
  const order = (of: typeof services) =>
    rankByEligibility(all, area({ services: of })).map(({ service: { id } }) => id);
  expect(order(services)).toEqual(['c', 'b', 'a']);
  expect(order(services.toReversed())).toEqual(['c', 'b', 'a']);
});

test('a service that takes no cases now, or whose party is not active, is not offered', () => {
  const [open, shut, gone] = ['open', 'shut', 'gone'].map((id) => service(id, 1, {})) as [Service, Service, Service];
  const services = [open, { ...shut, availability: 'paused' as const }, gone];
  const party = ({ id }: Service): Party => ({
    id,
    kind: 'service',
    name: 'A service',
    clients: [],
    active: id !== gone.id,
  });
  expect(openServices(facts, area({ services, parties: services.map(party) }))).toEqual([open]);
  expect(openServices(facts, area({ services, parties: [] }))).toEqual([]);
});

test('the case is judged as it is today: who has grown up since is no longer for young people', () => {
  const minor = submission({ victim: { dateOfBirth: '2008-11-21' }, contact: { safe: { text: 'no' } } });
  const youngPeople = (hours: number) =>
    findRouteOptions(minor, facts, ruleContextAt(hours)).services.find(({ service: id }) => id === 'young-people');
  expect(youngPeople(0)).toMatchObject({ eligible: true });
  expect(youngPeople(72)).toMatchObject({ eligible: false, because: ['age-above-maximum'] });
  const { safeChannels, services } = findRouteOptions(minor, facts, ruleContextAt(0));
  expect(safeChannels).toEqual(['call', 'voicemail', 'email']);
  expect(services.map(({ service: id }) => id)).toEqual(area().services.map(({ id }) => id));
});

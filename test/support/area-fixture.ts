/** A small example area for tests of the rules: a police force, partners, and services for the usual cases. */

import govUk from '#areas/reference/bank-holidays.json' with { type: 'json' };
import type { Area, Criteria, Party, Rules, Service } from '#src/domain/area.ts';
import { partyId, serviceId } from './ids.ts';
import { mergeOverrides, type Overrides } from './submissions.ts';

export const rules: Rules = {
  version: 'test-1',
  referWithinWorkingDays: 2,
  respondWithin: { high: { hours: 24 }, enhanced: { workingDays: 2 }, standard: { workingDays: 5 } },
  guardianUnderAge: 13,
  dash: { medium: 10, high: 14 },
  consent: {
    alwaysFor: ['voluntary'],
    publicTaskFor: ['police', 'statutory'],
    explicitForOffences: ['rape', 'other-sexual'],
    explicitForDomesticAbuse: true,
    explicitForBereaved: true,
  },
  outOfScopeOffences: ['theft-burglary'],
  contactChannels: ['call', 'voicemail', 'text', 'email', 'post'],
  mostSeriousCodes: ['2', '5D', '36', '56A', '106'],
  repeatVictimMonths: 12,
  suppressUnder: 5,
  retention: { declined: { weeks: 6 }, 'not-reached': { months: 6 }, supported: { years: 6 } },
  remindBefore: { hours: 12 },
  remindBeforeRelease: { workingDays: 2 },
  stopReadWithin: { hours: 4 },
  suspendedToTriageAfter: { workingDays: 3 },
  watchedOpenings: { casesADay: 30, timesUsual: 3, hours: { from: '07:00', to: '20:00' } },
  bankHolidays: govUk['england-and-wales'].events.map(({ date }) => date),
  bankHolidaysCover: { from: '2019-01-01', to: '2027-12-31' },
};

const sharing = ['offence', 'victim', 'contact', 'consent', 'risk', 'needs', 'referrer'];
/** Of the services that plan for safety. */
const dangerSharing = [...sharing, 'suspects', 'household', 'safeguarding'];

/** A service, by default open and under contract. */
export const service = (id: string, specialism: number, criteria: Criteria, more: Partial<Service> = {}): Service => ({
  id: serviceId(id),
  name: `The ${id.replaceAll('-', ' ')} service`,
  description: 'A made-up service.',
  general: false,
  specialism,
  priority: 1,
  contract: { from: '2019-01-01' },
  availability: 'open',
  criteria,
  meets: ['emotional-support'],
  sharing,
  ...more,
});

const services: Service[] = [
  service(
    'domestic-abuse',
    70,
    { anyFlag: ['domesticAbuse'] },
    { meets: ['emotional-support', 'safety', 'advocacy'], sharing: dangerSharing },
  ),
  service('sexual-violence', 80, { offences: ['rape', 'other-sexual'] }),
  service('bereaved-by-homicide', 90, { offences: ['homicide'] }),
  service('young-people', 40, { ageNow: { to: 17, unknown: 'out' } }),
  service(
    'high-risk-advocacy',
    85,
    { anyFlag: ['domesticAbuse'], riskFrom: { level: 'high', unknown: 'out' } },
    { sharing: dangerSharing },
  ),
  service('housing-advice', 10, {}, { alongside: { needs: ['housing'] }, meets: [] }),
  service('general', 1, {}, { general: true, phone: '+441614960002' }),
];

const parties: Party[] = [
  { id: partyId('example-police'), kind: 'police', name: 'Example Police', clients: [], active: true },
  { id: partyId('example-hospital'), kind: 'statutory', name: 'Example Hospital', clients: [], active: true },
  { id: partyId('example-charity'), kind: 'voluntary', name: 'Example Charity', clients: [], active: true },
  { id: partyId('example-authority'), kind: 'authority', name: 'Example Authority', clients: [], active: true },
  ...services.map(({ id, name }): Party => ({ id, kind: 'service', name, clients: [], active: true })),
];

const exampleArea: Area = {
  id: 'example',
  prefix: 'EX',
  name: 'Example',
  authority: 'Example Authority',
  region: 'eu-west-2',
  districts: [
    { code: 'E08000003', name: 'Manchester', tile: [2, 1] },
    { code: 'E08000006', name: 'Salford', tile: [1, 1] },
  ],
  contact: { email: 'hub@example.org', phone: '+441614960001' },
  parties,
  services,
  rules,
};

/** The area with these changes; lists are replaced. */
export const area = (over: Overrides<Area> = {}): Area => mergeOverrides<Area>(exampleArea, over);

export const police = { id: partyId('example-police'), kind: 'police' } as const;
export const hospital = { id: partyId('example-hospital'), kind: 'statutory' } as const;
export const charity = { id: partyId('example-charity'), kind: 'voluntary' } as const;

/** The area with a test sender and two test services, the second next in line. */
export function areaWithTests(): Area {
  const tests = ['test-support', 'test-support-next'].map((id, at) =>
    service(id, 90 - at, {}, { general: true, test: true }),
  );
  return area({
    parties: [
      ...parties,
      { id: testPolice.id, kind: 'police', name: 'Test Police', clients: [], active: true, test: true },
      ...tests.map(({ id, name }): Party => ({ id, kind: 'service', name, clients: [], active: true, test: true })),
    ],
    services: [...services, ...tests],
  });
}
export const testPolice = { id: partyId('test-police'), kind: 'police', test: true } as const;

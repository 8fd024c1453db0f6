import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadArea } from '#areas/load.ts';
import { AreaFaultsError, type AreaFiles, parseArea } from '#src/contracts/area/parse.ts';
import { areaFromJson } from '#src/contracts/area.ts';
import { partiesWithoutEmail } from '#src/domain/area.ts';
import { routeByFacts } from '#src/domain/routing/route.ts';
import { findMissingSafeContactPaths } from '#src/domain/submission/sharing.ts';
import { facts } from '#test/domain/support/routing-cases.ts';

const folder = join(import.meta.dirname, '../../areas');
const text = (path: string) => readFileSync(join(folder, path), 'utf8');

type FileName = 'area' | 'parties' | 'services' | 'rules' | 'postcodes' | 'bankHolidays';
/** A file, a path in it (services[0].name), and the new value; undefined removes the old one. */
type Change = readonly [file: FileName, path: string, value: unknown];

function files(...changes: Change[]): AreaFiles {
  const yaml = (name: string): unknown => parse(text(`greater-manchester/${name}.yaml`));
  const content: Record<FileName, unknown> = {
    area: yaml('area'),
    parties: yaml('parties'),
    services: yaml('services'),
    rules: yaml('rules'),
    postcodes: yaml('postcodes'),
    bankHolidays: JSON.parse(text('reference/bank-holidays.json')),
  };
  for (const [file, path, value] of changes) {
    if (path === '') content[file] = value;
    else put(content[file], path.split(/[.[\]]+/).filter(Boolean), value);
  }
  return { id: 'greater-manchester', ...content, forces: ['greater-manchester', 'btp'] };
}

function put(into: unknown, [key, ...rest]: string[], value: unknown): void {
  if (key === undefined || typeof into !== 'object' || into === null)
    throw new Error('There is no such place in the file.');
  if (rest.length > 0) put(Reflect.get(into, key), rest, value);
  else if (value === undefined) Reflect.deleteProperty(into, key);
  else Reflect.set(into, key, value);
}

/** Each fault as `file path message`, the file without its folder. */
function faultsOf(...changes: Change[]): string[] {
  try {
    parseArea(files(...changes));
  } catch (error) {
    if (!(error instanceof AreaFaultsError)) throw error;
    return error.faults.map(({ file, path, message }) => `${file.split('/').at(-1)} ${path} ${message}`);
  }
  return [];
}

test('the files of the areas have no fault', () => {
  expect(faultsOf()).toEqual([]);
});

test.each([
  [17, 17, false],
  [18, 10, true],
  [18, 9, false],
  [64, 60, true],
  [65, 60, false],
])('a service takes the ages that its file says: %i now, %i then', (ageNow, ageAtOffence, isTaken) => {
  const parsed = parseArea(
    files(
      ['services', 'services[0].criteria', {}],
      ['services', 'services[0].criteria.ageNow', { from: 18, to: 64, unknown: 'out' }],
      ['services', 'services[0].criteria.ageAtOffence', { from: 10, unknown: 'in' }],
    ),
  );
  const [only] = parsed.services;
  const routing = routeByFacts(facts({ ageNow, ageAtOffence }), { ...parsed, services: only ? [only] : [] });
  expect(routing.eligible.length > 0).toBe(isTaken);
});

test('an area that is named as a stage of another is refused: their stacks would be one', () => {
  expect(() => parseArea({ ...files(), id: 'greater-manchester-test' })).toThrow('may not end as a stage does');
});

describe('the canary', () => {
  const { parties } = parse(text('greater-manchester/parties.yaml'));
  const { services } = parse(text('greater-manchester/services.yaml'));
  const indexIn = (list: { canary?: true }[]) => list.findIndex(({ canary }) => canary);
  const sender = `parties[${indexIn(parties)}]`;
  const taker = `services[${indexIn(services)}]`;

  test.each<[string, Change, string]>([
    ['a sender that is no test', ['parties', `${sender}.test`, undefined], `parties.yaml ${sender}.canary needs`],
    ['a sender without a client', ['parties', `${sender}.api`, false], `parties.yaml ${sender}.canary needs`],
    ['a sender that is not active', ['parties', `${sender}.active`, false], `parties.yaml ${sender}.canary needs`],
    ['a service that is no test', ['services', `${taker}.test`, undefined], `services.yaml ${taker}.canary needs`],
    ['a service without a client', ['services', `${taker}.api`, false], `services.yaml ${taker}.canary needs`],
    ['a service that is not active', ['services', `${taker}.active`, false], `services.yaml ${taker}.canary needs`],
    ['no service', ['services', `${taker}.canary`, undefined], 'parties.yaml parties have 1 and the services 0'],
    ['two senders', ['parties', 'parties[1].canary', true], 'parties.yaml parties have 2 and the services 1'],
  ])('with %s is refused, since it would silently not go', (_what, change, fault) => {
    expect(faultsOf(change)).toContainEqual(expect.stringContaining(fault));
  });
});

test('an outward code or sector that two districts name is told at both, and the file may be left out', () => {
  const twice = faultsOf(['postcodes', 'districts', { E08000001: ['BL1'], E08000002: ['BL1'] }]);
  expect(twice).toEqual([
    'postcodes.yaml districts.E08000001[0] is here more than once: BL1',
    'postcodes.yaml districts.E08000002[0] is here more than once: BL1',
  ]);
  expect(parseArea(files(['postcodes', '', undefined])).rules.postcodeDistricts).toEqual({});
  expect(parseArea(files()).rules.postcodeDistricts).toMatchObject({ M1: 'E08000003', 'M33 7': 'E08000009' });
});

const bolton = { code: 'E08000001', name: 'Bolton' };
const school = { id: 'brackenmoor-high-school', kind: 'statutory', name: 'A second one' };

describe('a fault is named by its file, its path and what is wrong', () => {
  test.each<[string, ...Change, string]>([
    ['a prefix in small letters', 'area', 'prefix', 'gm', 'prefix must be two to four capital letters'],
    ['a setting that is not known', 'area', 'colour', 'red', 'colour is not a setting that is known here'],
    ['a setting that is missing', 'rules', 'version', undefined, 'version is missing'],
    [
      'what is no e-mail address',
      'parties',
      'parties[1].emails',
      ['office'],
      'parties[1].emails[0] must be an e-mail address',
    ],
    [
      'an e-mail address twice',
      'services',
      'services[0].emails',
      ['a@example.org', 'A@example.org'],
      'services[0].emails[1] is there twice',
    ],
    ['a district twice', 'area', 'districts[10]', bolton, 'districts[10].code is there twice: E08000001'],
    ['two districts on one tile', 'area', 'districts[1].tile', [1, 0], 'districts[1].tile is there twice: 1, 0'],
    [
      'a tile without its row',
      'area',
      'districts[0].tile',
      [1],
      'districts[0].tile must be a column and a row such as [1, 0]',
    ],
    [
      'a district without its code',
      'area',
      'districts[0].code',
      'Bolton',
      'districts[0].code must be an ONS code such as E08000003',
    ],
    [
      'a postcode of no area',
      'postcodes',
      'districts.E08000002',
      ['ZZ1'],
      'districts.E08000002[0] must be an outward code or a sector that can exist, such as M1 or M33 7',
    ],
    [
      'a sector beside its outward code',
      'postcodes',
      'districts.E08000002',
      ['M1 1'],
      'districts.E08000002[0] is in M1, which is here too: M1 1',
    ],
    ['a party twice', 'parties', 'parties[7]', school, 'parties[7].id is there twice: brackenmoor-high-school'],
    [
      'a party id with capitals',
      'parties',
      'parties[1].id',
      'Hospital',
      'parties[1].id must be lower-case words joined by hyphens',
    ],
    [
      'a police force that there is not',
      'parties',
      'parties[0].id',
      'ambridge',
      'parties[0].id is not a police force of areas/reference/forces.csv: ambridge',
    ],
    [
      'a service among the parties',
      'parties',
      'parties[1].kind',
      'service',
      'parties[1].kind must be police, statutory, voluntary or authority; services are written in services.yaml alone',
    ],
    [
      'a party with a service’s id',
      'parties',
      'parties[1].id',
      'alderwick-centre',
      'parties[1].id is also a service of services.yaml: alderwick-centre',
    ],
    [
      'no authority',
      'parties',
      'parties',
      [school],
      'parties must have an active authority, or nobody works what is held',
    ],
    [
      'a service twice',
      'services',
      'services[1].id',
      'mosslight-victim-care',
      'services[1].id is there twice: mosslight-victim-care',
    ],
    ['no general service', 'services', 'services[0].general', false, 'services must have a general service'],
    [
      'a district that is not the area’s',
      'services',
      'services[4].criteria.district.in[0]',
      'E08000099',
      'services[4].criteria.district.in[0] is not a district of area.yaml: E08000099',
    ],
    [
      'an offence that there is not',
      'services',
      'services[5].criteria.offences[0]',
      'rudeness',
      'services[5].criteria.offences[0] must be one of homicide, ',
    ],
    [
      'an unknown that does not say which way',
      'services',
      'services[0].criteria.ageNow.unknown',
      undefined,
      'services[0].criteria.ageNow.unknown must be one of in, out',
    ],
    [
      'a flag that does not say which way',
      'services',
      'services[1].criteria.unknownFlag',
      undefined,
      'services[1].criteria.unknownFlag must say whether an unknown flag falls in or out',
    ],
    [
      'an unknown flag without a flag',
      'services',
      'services[0].criteria.unknownFlag',
      'in',
      'services[0].criteria.unknownFlag has no anyFlag or allFlags to speak of',
    ],
    [
      'ages the wrong way round',
      'services',
      'services[9].criteria.ageNow.to',
      9,
      'services[9].criteria.ageNow.to is less than from',
    ],
    [
      'an age range without ends',
      'services',
      'services[0].criteria.ageNow.from',
      undefined,
      'services[0].criteria.ageNow must have from, to or both',
    ],
    [
      'a contract that ends before it starts',
      'services',
      'services[0].contract.to',
      '2019-03-31',
      'services[0].contract.to is before the contract starts: 2019-03-31',
    ],
    [
      'a day that does not exist',
      'services',
      'services[0].contract.from',
      '2019-02-30',
      'services[0].contract.from must be a day that exists, written 2026-04-01',
    ],
    [
      'a language by its name',
      'services',
      'services[4].criteria.languages.in[0]',
      'Bengali',
      'services[4].criteria.languages.in[0] must be a primary language tag in lower case such as en or pa',
    ],
    [
      'a duration of no known kind',
      'services',
      'services[1].respondWithin.high',
      { days: 1 },
      'services[1].respondWithin.high must be either { hours: … } or { workingDays: … }',
    ],
    [
      'a more urgent case with longer to answer',
      'services',
      'services[1].respondWithin.high',
      { workingDays: 2 },
      'services[1].respondWithin.high may end later than for enhanced, which is less urgent',
    ],
    [
      'hours that may outlast working days',
      'rules',
      'respondWithin.enhanced',
      { hours: 121 },
      'respondWithin.enhanced may end later than for standard, which is less urgent',
    ],
    [
      'a service that neither leads nor helps',
      'services',
      'services[0].meets',
      [],
      'services[0].meets is empty, so the service never leads; then it must say what it works alongside for',
    ],
    [
      'a shared field that a referral has not',
      'services',
      'services[0].sharing.also[0]',
      'victim.bloodGroup',
      'services[0].sharing.also[0] is not a field of a referral: victim.bloodGroup',
    ],
    [
      'a set of fields that there is not',
      'services',
      'services[0].sharing.sets[3]',
      'gossip',
      'services[0].sharing.sets[3] is not one of sharingSets: gossip',
    ],
    [
      'a set of its own for safe contact',
      'services',
      'sharingSets.safe-contact',
      ['victim.familyName'],
      'sharingSets.safe-contact is made from the fields of a referral, and is not written here',
    ],
    [
      'sharing too little for safe contact',
      'services',
      'services[0].sharing.sets',
      ['case'],
      'services[0].sharing leaves out what a safe first contact needs: victim.givenName, victim.familyName, ',
    ],
    [
      'a known gap that excuses everything',
      'services',
      'knownGaps[0].when',
      {},
      'knownGaps[0].when would excuse every gap',
    ],
    [
      'a reason over the API that is required sooner than it is announced',
      'rules',
      'accessReasonRequired',
      { announcedOn: '2026-12-01', from: '2027-05-31' },
      'accessReasonRequired.from must be 6 months after announcedOn at least',
    ],
    [
      'a reason over the API that is required without an announcement',
      'rules',
      'accessReasonRequired',
      { from: '2027-06-01' },
      'accessReasonRequired must be `always` or { announcedOn: …, from: … } with two days',
    ],
    ['levels of risk the wrong way round', 'rules', 'dash.high', 9, 'dash.high must be more than medium'],
    [
      'a sender with consent and without',
      'rules',
      'consent.alwaysFor',
      ['police'],
      'consent.alwaysFor[0] is in publicTaskFor too: police',
    ],
    [
      'a code that there is not',
      'rules',
      'mostSeriousCodes[0]',
      '999Z',
      'mostSeriousCodes[0] is not a Home Office code known here: 999Z',
    ],
    [
      'a version with spaces',
      'rules',
      'version',
      'my rules',
      'version must be lower-case letters, digits, hyphens and dots',
    ],
    ['a guardian’s age the Code does not know', 'rules', 'guardianUnderAge', 16, 'guardianUnderAge must be 12 or 13'],
    [
      'a bank holiday without a date',
      'bankHolidays',
      'england-and-wales.events[0].date',
      '1 January',
      'england-and-wales.events[0].date must be a day that exists, written 2026-04-01',
    ],
    ['an empty file', 'rules', '', null, ' is not right: Invalid input: expected object, received null'],
  ])('%s', (_name, file, path, value, expected) => {
    const faults = faultsOf([file, path, value]);
    const name = file === 'bankHolidays' ? 'bank-holidays.json' : `${file}.yaml`;
    expect(
      faults.filter((fault) => fault.startsWith(`${name} ${expected}`)),
      faults.join('\n'),
    ).toHaveLength(1);
  });

  test('all faults of all files are reported at once', () => {
    const faults = faultsOf(
      ['area', 'prefix', 'gm'],
      ['parties', 'parties[0].id', 'ambridge'],
      ['services', 'services[0].name', ''],
      ['services', 'services[1].contract.to', '2019-03-31'],
      ['services', 'services[2].sharing.also[0]', 'victim.bloodGroup'],
      ['rules', 'dash.high', 9],
    );
    expect(faults).toEqual([
      'area.yaml prefix must be two to four capital letters',
      'services.yaml services[0].name must not be empty',
      'rules.yaml dash.high must be more than medium',
      'parties.yaml parties[0].id is not a police force of areas/reference/forces.csv: ambridge',
      'services.yaml services[1].contract.to is before the contract starts: 2019-03-31',
      'services.yaml services[2].sharing.also[0] is not a field of a referral: victim.bloodGroup',
    ]);
  });
});

describe('the area read from the files', () => {
  const area = parseArea(files());

  test('has every district where the file says area', () => {
    expect(area.services[0]?.criteria.district?.in).toEqual(area.districts.map(({ code }) => code));
  });

  test('every district has its place on the map', () => {
    expect(area.districts.filter(({ tile }) => tile === undefined)).toEqual([]);
  });

  test('has sharing lists with their sets resolved, each path once', () => {
    for (const { sharing } of area.services) {
      expect(new Set(sharing).size).toBe(sharing.length);
      expect(findMissingSafeContactPaths(sharing)).toEqual([]);
    }
  });

  test('has sorted bank holidays that cover whole years', () => {
    const { bankHolidays, bankHolidaysCover } = area.rules;
    expect(bankHolidays).toEqual([...bankHolidays].sort());
    expect(bankHolidays).toContain('2026-12-28');
    expect(bankHolidaysCover).toEqual({ from: '2019-01-01', to: '2027-12-31' });
  });

  test('may have a service whose party has clients or has left', () => {
    const changed = parseArea(
      files(['services', 'services[0].clients', ['abc']], ['services', 'services[0].active', false]),
    );
    expect(changed.parties.find(({ id }) => id === 'mosslight-victim-care')).toEqual({
      id: 'mosslight-victim-care',
      kind: 'service',
      name: 'Mosslight Victim Care',
      clients: ['abc'],
      api: true,
      emails: ['referrals@mosslight-victim-care.example.org'],
      active: false,
    });
    expect(changed.services[0]).not.toHaveProperty('active');
    expect(changed.services[0]).not.toHaveProperty('emails');
  });

  test('may have parties without an e-mail address, who are told nothing: no fault, but somebody should know', () => {
    const changed = parseArea(
      files(
        ['services', 'services[0].emails', []],
        ['services', 'services[1].emails', []],
        ['services', 'services[1].active', false],
      ),
    );
    expect(partiesWithoutEmail(changed).map(({ id }) => id)).toEqual(['mosslight-victim-care']);
    expect(partiesWithoutEmail(area)).toEqual([]);
  });
});

describe('an area as JSON', () => {
  test('is read back unchanged', () => {
    const area = loadArea('greater-manchester');
    expect(areaFromJson(JSON.stringify(area))).toEqual(area);
  });

  test.each(['{}', '[]', 'null', '"area"', '{"id":"x","services":[]}'])('%s is not an area', (json) => {
    expect(() => areaFromJson(json)).toThrow('The configuration given to this function is not an area.');
  });
});

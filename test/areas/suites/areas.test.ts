import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listAreas, loadArea } from '#areas/load.ts';
import { approximateAges, exactAge } from '#src/domain/ages.ts';
import { checkCatalogue, contractChangeDays } from '#src/domain/catalogue/check.ts';
import { routeByFacts, routeReferral } from '#src/domain/routing/route.ts';
import { withoutTests } from '#src/domain/test-party.ts';
import { facts } from '#test/domain/support/routing-cases.ts';
import { submission } from '#test/support/submissions.ts';

const folder = join(import.meta.dirname, '../../../areas');

test('Greater Manchester is an area, and the reference data is not', () => {
  expect(listAreas()).toContain('greater-manchester');
  expect(listAreas()).not.toContain('reference');
});

describe.each(listAreas())('the area %s', (id) => {
  const area = loadArea(id);
  const { from, to } = area.rules.bankHolidaysCover;
  const opened = area.services.filter((service) => service.general).map((service) => service.contract.from);
  // The catalogue changes only on these days, from the first general contract to the last day the calendar covers.
  const days = contractChangeDays(area, opened.sort()[0] ?? from, to);

  test('has a party for each of its services, and client ids of one party each', () => {
    const ids = area.parties.map((party) => party.id);
    expect(new Set(ids).size).toBe(ids.length);
    const services = area.parties.filter((party) => party.kind === 'service').map((party) => party.id);
    expect(services).toEqual(area.services.map((service) => service.id));
  });

  test.each(days)('leaves nobody without a service except by a known gap, on %s', (day) => {
    const report = checkCatalogue(area, day);
    expect(report.gaps).toEqual([]);
    expect(report.knownGaps.filter((gap) => gap.cases === 0)).toEqual([]);
  });

  test('has no unreachable service, and no two services that differ only by id', () => {
    const { unreachable, overlaps } = checkCatalogue(area, '2026-11-18');
    expect(unreachable).toEqual([]);
    expect(overlaps.filter((overlap) => overlap.settledBy === 'id')).toEqual([]);
  });

  test('has a general service for every adult who lives or was harmed here, even if all others are closed', () => {
    const closed = {
      ...area,
      services: area.services.map((service) => ({
        ...service,
        availability: service.general ? service.availability : ('paused' as const),
      })),
    };
    const homes = [...area.districts.map(({ code }) => code), 'E06000008', undefined];
    for (const district of area.districts) {
      for (const other of homes) {
        for (const ageNow of [18, 30, 65, 110, approximateAges(20), undefined]) {
          for (const pair of [
            { homeDistrict: district.code, offenceDistrict: other },
            { homeDistrict: other, offenceDistrict: district.code },
          ]) {
            const { eligible } = routeByFacts(facts({ ...pair, ageNow, ageAtOffence: ageNow }), closed);
            expect(
              eligible.map(({ service }) => service.general),
              JSON.stringify({ ...pair, ageNow }),
            ).toEqual([true]);
          }
        }
      }
    }
  });
});

describe('in Greater Manchester', () => {
  const area = loadArea('greater-manchester');
  const led = (over: Parameters<typeof facts>[0]) => {
    const { eligible } = routeByFacts(facts(over), area);
    return eligible.map(({ service }) => service.id);
  };

  test('an ordinary police referral of an assault in Manchester goes to the general service alone', () => {
    const { eligible, considered } = routeReferral({
      submission: submission(),
      area,
      ageAtOffence: exactAge(36),
      ageNow: exactAge(36),
      riskLevel: 'standard',
      domesticAbuse: false,
      on: '2026-11-18',
    });
    expect(eligible.map(({ service, part }) => [service.id, part])).toEqual([['mosslight-victim-care', 'lead']]);
    expect(considered).toHaveLength(withoutTests(area).services.length - 1);
  });

  const domestic = { flags: { domesticAbuse: 'yes' } } as const;
  test.each<[string, Parameters<typeof facts>[0], string[]]>([
    ['domestic abuse at high risk', { ...domestic, risk: 'high' }, ['fernbank-advisers']],
    ['domestic abuse at standard risk', domestic, ['copperbeech-outreach']],
    ['domestic abuse, risk not assessed', { ...domestic, risk: undefined }, ['copperbeech-outreach']],
    ['domestic abuse of a man', { ...domestic, sex: 'male' }, ['stonebridge-mens-service']],
    ['domestic abuse of a man at high risk', { ...domestic, sex: 'male', risk: 'high' }, ['fernbank-advisers']],
    [
      'domestic abuse of a Punjabi speaker in Manchester',
      { ...domestic, language: 'pa', interpreterNeeded: true },
      ['noorbagh-womens-service'],
    ],
    [
      'domestic abuse of a Punjabi speaker in Wigan',
      { ...domestic, homeDistrict: 'E08000010', language: 'pa', interpreterNeeded: true },
      ['copperbeech-outreach'],
    ],
    [
      'a child harmed by domestic abuse',
      { ...domestic, role: 'child-domestic-abuse', ageNow: 9, ageAtOffence: 9 },
      ['brightwater-young-people'],
    ],
    [
      'a child harmed by domestic abuse, at seventeen and at high risk',
      { ...domestic, role: 'child-domestic-abuse', ageNow: 17, ageAtOffence: 17, risk: 'high' },
      ['brightwater-young-people'],
    ],
    [
      'domestic abuse of a partner of seventeen',
      { ...domestic, ageNow: 17, ageAtOffence: 17 },
      ['copperbeech-outreach'],
    ],
    ['rape', { offence: 'rape' }, ['alderwick-centre']],
    ['rape of a child of twelve', { offence: 'rape', ageNow: 12, ageAtOffence: 12 }, ['brightwater-young-people']],
    [
      'rape long ago of an adult who was a child',
      { offence: 'rape', ageNow: 45, ageAtOffence: 11 },
      ['willowmere-survivors'],
    ],
    [
      'rape at high domestic risk, health named',
      { ...domestic, offence: 'rape', risk: 'high', needs: ['safety', 'health'] },
      ['fernbank-advisers', 'alderwick-centre'],
    ],
    ['hate crime', { flags: { hateCrime: 'yes' } }, ['thornley-hate-crime']],
    ['stalking', { offence: 'stalking-harassment' }, ['larkfield-stalking-advocacy']],
    [
      'a knife, at nineteen, in Salford',
      { ageNow: 19, ageAtOffence: 19, offenceDistrict: 'E08000006', flags: { knifeEnabled: 'yes' } },
      ['millgate-navigators'],
    ],
    [
      'a knife, at nineteen, in Trafford',
      { ageNow: 19, ageAtOffence: 19, offenceDistrict: 'E08000009', flags: { knifeEnabled: 'yes' } },
      ['mosslight-victim-care'],
    ],
    ['a knife, at forty', { ageNow: 40, ageAtOffence: 40, flags: { knifeEnabled: 'yes' } }, ['mosslight-victim-care']],
    [
      'modern slavery, no district known',
      { homeDistrict: undefined, offenceDistrict: undefined, flags: { modernSlavery: 'yes' } },
      ['tidewell-modern-slavery'],
    ],
    [
      'a family bereaved by homicide',
      { offence: 'homicide', role: 'bereaved-relative', ageNow: 15, ageAtOffence: 15 },
      ['candlemoor-bereavement'],
    ],
    [
      'a burglary, restorative justice asked for',
      { offence: 'theft-burglary', needs: ['emotional-support', 'restorative-justice'] },
      ['mosslight-victim-care', 'hollin-restorative-justice'],
    ],
    [
      'domestic abuse, restorative justice asked for',
      { ...domestic, needs: ['safety', 'restorative-justice'] },
      ['copperbeech-outreach'],
    ],
    [
      'help with drugs and with children',
      { needs: ['drugs-alcohol', 'children'] },
      ['mosslight-victim-care', 'peelmoor-recovery', 'oakhurst-families'],
    ],
    ['a child, any offence', { offence: 'theft-burglary', ageNow: 17, ageAtOffence: 17 }, ['brightwater-young-people']],
    ['a home elsewhere, harmed here', { homeDistrict: 'E06000008' }, ['mosslight-victim-care']],
    ['a home here, harmed elsewhere', { offenceDistrict: 'E06000008' }, ['mosslight-victim-care']],
    ['neither here: the known gap', { homeDistrict: 'E06000008', offenceDistrict: 'E06000008' }, []],
    [
      'nothing known of place or age',
      { homeDistrict: undefined, offenceDistrict: undefined, ageNow: undefined, ageAtOffence: undefined },
      ['mosslight-victim-care'],
    ],
  ])('%s', (_name, over, expected) => {
    expect(led(over)).toEqual(expected);
  });
});

describe('loading an area', () => {
  /** A copy of Greater Manchester with one file changed. */
  function changed(file: string, change: (text: string) => string): string {
    const root = mkdtempSync(join(tmpdir(), 'areas-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    cpSync(join(folder, 'greater-manchester'), join(root, 'greater-manchester'), { recursive: true });
    const path = join(root, 'greater-manchester', file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    return root;
  }

  test('an unknown area is refused with a list of those that exist', () => {
    expect(() => loadArea('atlantis')).toThrow(`There is no area atlantis. There is ${listAreas().join(', ')}.`);
  });

  test('invalid YAML is reported by file and line', () => {
    const root = changed('rules.yaml', (text) => `${text}\nbroken: [\n`);
    expect(() => loadArea('greater-manchester', root)).toThrow(
      /^areas\/greater-manchester\/rules\.yaml is not YAML: .*line \d+/s,
    );
  });

  test('a missing file is reported by name', () => {
    const root = changed('rules.yaml', (text) => text);
    rmSync(join(root, 'greater-manchester', 'parties.yaml'));
    expect(() => loadArea('greater-manchester', root)).toThrow('areas/greater-manchester/parties.yaml is not there.');
  });

  test('a fault is reported with its line', () => {
    const root = changed('services.yaml', (text) => text.replace('E08000008]', 'E08000099]'));
    const line =
      readFileSync(join(root, 'greater-manchester/services.yaml'), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('E08000099')) + 1;
    expect(() => loadArea('greater-manchester', root)).toThrow(
      `areas/greater-manchester/services.yaml:${line} services[9].criteria.district.in[5] is not a district of area.yaml: E08000099`,
    );
  });
});

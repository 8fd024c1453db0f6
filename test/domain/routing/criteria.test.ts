import { describe, expect, test } from 'vitest';
import { approximateAges } from '#src/domain/ages.ts';
import type { Criteria } from '#src/domain/area.ts';
import { outOfArea } from '#src/domain/area.ts';
import { routeByFacts } from '#src/domain/routing/route.ts';
import { service } from '#test/support/area-fixture.ts';
import { areaWith, elsewhere, facts, here, neighbouring } from '../support/routing-cases.ts';

type Case = Parameters<typeof facts>[0];

/** Whether a service with only these criteria takes the case, and why. */
function asked(criteria: Criteria, over: Case): { eligible: boolean; because: string[] } {
  const { eligible, considered } = routeByFacts(facts(over), areaWith([service('only', 1, criteria)]));
  const [chosen] = eligible;
  if (chosen) return { eligible: true, because: chosen.because.slice(0, -1) };
  return { eligible: false, because: considered[0]?.because ?? [] };
}

const unknown = (falls: 'in' | 'out') => ({ unknown: falls });
const district = (of: 'home' | 'offence' | 'either' | 'both', falls: 'in' | 'out' = 'out'): Criteria => ({
  district: { of, in: [here], unknown: falls },
});
const adults = (falls: 'in' | 'out'): Criteria => ({ ageNow: { from: 18, to: 64, unknown: falls } });
const childThen = (falls: 'in' | 'out'): Criteria => ({ ageAtOffence: { from: 10, to: 17, unknown: falls } });
const youngPeople: Criteria = { ageNow: { from: 10, to: 25, unknown: 'out' } };
const about = approximateAges;
const punjabi = (interpreter: boolean, falls: 'in' | 'out' = 'out'): Criteria => ({
  languages: { in: ['pa'], interpreter, unknown: falls },
});
const english = (falls: 'in' | 'out' = 'out'): Criteria => ({
  languages: { in: ['en', 'pa'], interpreter: false, unknown: falls },
});

/** Criterion, what is known of the case, and the result. */
const rows: [string, Criteria, Case, boolean, string[]][] = [
  ['no criteria at all', {}, {}, true, ['open-to-everyone']],

  ['home in the district', district('home'), { offenceDistrict: elsewhere }, true, ['district-covered']],
  ['home in another', district('home'), { homeDistrict: neighbouring }, false, ['district-not-covered']],
  ['home unknown, falls out', district('home'), { homeDistrict: undefined }, false, ['unknown-district-not-accepted']],
  ['home unknown, falls in', district('home', 'in'), { homeDistrict: undefined }, true, ['unknown-district-accepted']],
  ['offence in the district', district('offence'), { homeDistrict: elsewhere }, true, ['district-covered']],
  ['offence in another', district('offence'), { offenceDistrict: neighbouring }, false, ['district-not-covered']],
  ['offence unknown', district('offence'), { offenceDistrict: undefined }, false, ['unknown-district-not-accepted']],
  ['either: only the home', district('either'), { offenceDistrict: elsewhere }, true, ['district-covered']],
  ['either: only the offence', district('either'), { homeDistrict: elsewhere }, true, ['district-covered']],
  [
    'either: neither',
    district('either'),
    { homeDistrict: elsewhere, offenceDistrict: neighbouring },
    false,
    ['district-not-covered'],
  ],
  [
    'either: one elsewhere, the other unknown',
    district('either'),
    { homeDistrict: elsewhere, offenceDistrict: undefined },
    false,
    ['unknown-district-not-accepted'],
  ],
  [
    'either: one unknown, the other elsewhere, falls in',
    district('either', 'in'),
    { homeDistrict: undefined, offenceDistrict: elsewhere },
    true,
    ['unknown-district-accepted'],
  ],
  [
    'either: one covered is enough beside unknown',
    district('either'),
    { homeDistrict: undefined },
    true,
    ['district-covered'],
  ],
  [
    'either: the home covered is enough beside unknown',
    district('either'),
    { offenceDistrict: undefined },
    true,
    ['district-covered'],
  ],
  [
    'both: the home elsewhere is enough to fail beside unknown',
    district('both', 'in'),
    { homeDistrict: elsewhere, offenceDistrict: undefined },
    false,
    ['district-not-covered'],
  ],
  ['both: both', district('both'), {}, true, ['district-covered']],
  [
    'both: one elsewhere is enough to fail beside unknown',
    district('both', 'in'),
    { homeDistrict: undefined, offenceDistrict: elsewhere },
    false,
    ['district-not-covered'],
  ],
  ['both: one unknown', district('both', 'in'), { offenceDistrict: undefined }, true, ['unknown-district-accepted']],
  ['both: only the home', district('both', 'in'), { offenceDistrict: elsewhere }, false, ['district-not-covered']],
  ['both: only the offence', district('both', 'in'), { homeDistrict: elsewhere }, false, ['district-not-covered']],
  ['both: the home unknown', district('both', 'in'), { homeDistrict: undefined }, true, ['unknown-district-accepted']],
  [
    'either: both unknown',
    district('either'),
    { homeDistrict: undefined, offenceDistrict: undefined },
    false,
    ['unknown-district-not-accepted'],
  ],
  [
    'out of area listed, home in another district of the area',
    { district: { of: 'home', in: [outOfArea], unknown: 'out' } },
    { homeDistrict: neighbouring },
    false,
    ['district-not-covered'],
  ],
  [
    'out of area, listed',
    { district: { of: 'home', in: [outOfArea], unknown: 'out' } },
    { homeDistrict: elsewhere },
    true,
    ['district-covered'],
  ],
  [
    'out of area listed, home here',
    { district: { of: 'home', in: [outOfArea], unknown: 'out' } },
    {},
    false,
    ['district-not-covered'],
  ],

  ['role listed', { roles: ['bereaved-relative'] }, { role: 'bereaved-relative' }, true, ['role-covered']],
  ['role not listed', { roles: ['bereaved-relative'] }, {}, false, ['role-not-covered']],

  ['offence listed', { offences: ['violence-with-injury'] }, {}, true, ['offence-covered']],
  ['offence not listed', { offences: ['rape'] }, {}, false, ['offence-not-covered']],
  [
    'any flag: yes',
    { anyFlag: ['firearm', 'knifeEnabled'] },
    { flags: { knifeEnabled: 'yes' } },
    true,
    ['flag-present'],
  ],
  ['any flag: no', { anyFlag: ['firearm', 'knifeEnabled'] }, {}, false, ['flag-required']],
  [
    'any flag: unknown, not said',
    { anyFlag: ['knifeEnabled'] },
    { flags: { knifeEnabled: 'unknown' } },
    false,
    ['unknown-flag-not-accepted'],
  ],
  [
    'any flag: unknown, falls in',
    { anyFlag: ['knifeEnabled'], unknownFlag: 'in' },
    { flags: { knifeEnabled: 'unknown' } },
    true,
    ['unknown-flag-accepted'],
  ],
  [
    'any flag: one yes beside an unknown',
    { anyFlag: ['firearm', 'knifeEnabled'] },
    { flags: { firearm: 'unknown', knifeEnabled: 'yes' } },
    true,
    ['flag-present'],
  ],
  [
    'offence or flag: by flag',
    { offences: ['weapons'], anyFlag: ['knifeEnabled'] },
    { flags: { knifeEnabled: 'yes' } },
    true,
    ['flag-present'],
  ],
  [
    'offence or flag: by offence, flag unknown',
    { offences: ['weapons'], anyFlag: ['knifeEnabled'] },
    { offence: 'weapons', flags: { knifeEnabled: 'unknown' } },
    true,
    ['offence-covered'],
  ],
  [
    'offence or flag: neither',
    { offences: ['weapons'], anyFlag: ['knifeEnabled'] },
    {},
    false,
    ['offence-not-covered'],
  ],
  [
    'all flags: all yes',
    { allFlags: ['domesticAbuse', 'honourBased'] },
    { flags: { domesticAbuse: 'yes', honourBased: 'yes' } },
    true,
    ['required-flags-present'],
  ],
  [
    'all flags: one no beside an unknown',
    { allFlags: ['domesticAbuse', 'honourBased'], unknownFlag: 'in' },
    { flags: { domesticAbuse: 'unknown' } },
    false,
    ['flag-required'],
  ],
  [
    'all flags: one unknown',
    { allFlags: ['domesticAbuse'] },
    { flags: { domesticAbuse: 'unknown' } },
    false,
    ['unknown-flag-not-accepted'],
  ],
  [
    'all flags: one unknown, falls in',
    { allFlags: ['domesticAbuse'], unknownFlag: 'in' },
    { flags: { domesticAbuse: 'unknown' } },
    true,
    ['unknown-flag-accepted'],
  ],
  ['hate crime is a flag', { anyFlag: ['hateCrime'] }, { flags: { hateCrime: 'yes' } }, true, ['flag-present']],
  ['no flags: none', { noFlags: { flags: ['domesticAbuse'], ...unknown('out') } }, {}, true, ['no-excluded-flag']],
  [
    'no flags: yes',
    { noFlags: { flags: ['domesticAbuse'], ...unknown('in') } },
    { flags: { domesticAbuse: 'yes' } },
    false,
    ['flag-excluded'],
  ],
  [
    'no flags: unknown, falls out',
    { noFlags: { flags: ['domesticAbuse'], ...unknown('out') } },
    { flags: { domesticAbuse: 'unknown' } },
    false,
    ['unknown-excluded-flag-not-accepted'],
  ],
  [
    'no flags: unknown, falls in',
    { noFlags: { flags: ['domesticAbuse'], ...unknown('in') } },
    { flags: { domesticAbuse: 'unknown' } },
    true,
    ['unknown-excluded-flag-accepted'],
  ],

  ['age at the lower limit', adults('out'), { ageNow: 18 }, true, ['age-covered']],
  ['age at the upper limit', adults('out'), { ageNow: 64 }, true, ['age-covered']],
  ['age below', adults('in'), { ageNow: 17 }, false, ['age-below-minimum']],
  ['age above', adults('in'), { ageNow: 65 }, false, ['age-above-maximum']],
  ['age unknown, falls out', adults('out'), { ageNow: undefined }, false, ['unknown-age-not-accepted']],
  ['age unknown, falls in', adults('in'), { ageNow: undefined }, true, ['unknown-age-accepted']],
  ['age open upwards', { ageNow: { from: 18, unknown: 'out' } }, { ageNow: 101 }, true, ['age-covered']],
  ['age open downwards', { ageNow: { to: 17, unknown: 'out' } }, { ageNow: 0 }, true, ['age-covered']],
  ['may be too young, for adults alone', adults('in'), { ageNow: about(19) }, false, ['age-below-minimum']],
  ['may be too old, for adults alone', adults('in'), { ageNow: about(63) }, false, ['age-above-maximum']],
  ['of its ages for certain, for adults alone', adults('out'), { ageNow: about(20) }, true, ['age-covered']],
  [
    'may be too young, a lower limit alone',
    { ageNow: { from: 13, unknown: 'in' } },
    { ageNow: about(14) },
    false,
    ['age-below-minimum'],
  ],
  [
    'old enough for certain, a lower limit alone',
    { ageNow: { from: 13, unknown: 'out' } },
    { ageNow: about(15) },
    true,
    ['age-covered'],
  ],
  [
    'may be a child, for children',
    { ageNow: { to: 17, unknown: 'out' } },
    { ageNow: about(19) },
    true,
    ['age-covered'],
  ],
  [
    'an adult for certain, for children',
    { ageNow: { to: 17, unknown: 'in' } },
    { ageNow: about(20) },
    false,
    ['age-above-maximum'],
  ],
  ['may be old enough, for young people', youngPeople, { ageNow: about(8) }, true, ['age-covered']],
  ['too young for certain, for young people', youngPeople, { ageNow: about(7) }, false, ['age-below-minimum']],
  ['may be young enough, for young people', youngPeople, { ageNow: about(27) }, true, ['age-covered']],
  ['too old for certain, for young people', youngPeople, { ageNow: about(28) }, false, ['age-above-maximum']],
  [
    'a range that begins at 17 is for young people',
    { ageNow: { from: 17, to: 25, unknown: 'out' } },
    { ageNow: about(16) },
    true,
    ['age-covered'],
  ],
  [
    'a range that begins at 18 is for adults',
    { ageNow: { from: 18, to: 25, unknown: 'out' } },
    { ageNow: about(18) },
    false,
    ['age-below-minimum'],
  ],
  [
    'may have been a child then',
    childThen('out'),
    { ageAtOffence: { from: 17, to: 22 } },
    true,
    ['age-at-offence-covered'],
  ],
  ['a child then, an adult now', childThen('out'), { ageAtOffence: 17, ageNow: 18 }, true, ['age-at-offence-covered']],
  ['younger then', childThen('out'), { ageAtOffence: 9 }, false, ['age-at-offence-below-minimum']],
  ['older then', childThen('out'), { ageAtOffence: 18 }, false, ['age-at-offence-above-maximum']],
  [
    'then unknown, falls out',
    childThen('out'),
    { ageAtOffence: undefined },
    false,
    ['unknown-age-at-offence-not-accepted'],
  ],
  ['then unknown, falls in', childThen('in'), { ageAtOffence: undefined }, true, ['unknown-age-at-offence-accepted']],

  ['sex listed', { sex: { in: ['female'], unknown: 'out' } }, {}, true, ['sex-covered']],
  ['sex not listed', { sex: { in: ['male'], unknown: 'in' } }, {}, false, ['sex-not-covered']],
  [
    'sex unknown, falls out',
    { sex: { in: ['female'], unknown: 'out' } },
    { sex: undefined },
    false,
    ['unknown-sex-not-accepted'],
  ],
  [
    'sex unknown, falls in',
    { sex: { in: ['female'], unknown: 'in' } },
    { sex: undefined },
    true,
    ['unknown-sex-accepted'],
  ],

  [
    'risk at the threshold',
    { riskFrom: { level: 'medium', unknown: 'out' } },
    { risk: 'medium' },
    true,
    ['risk-covered'],
  ],
  ['risk above', { riskFrom: { level: 'medium', unknown: 'out' } }, { risk: 'high' }, true, ['risk-covered']],
  [
    'risk below',
    { riskFrom: { level: 'medium', unknown: 'in' } },
    { risk: 'standard' },
    false,
    ['risk-below-threshold'],
  ],
  [
    'risk unknown, falls out',
    { riskFrom: { level: 'high', unknown: 'out' } },
    { risk: undefined },
    false,
    ['unknown-risk-not-accepted'],
  ],
  [
    'risk unknown, falls in',
    { riskFrom: { level: 'high', unknown: 'in' } },
    { risk: undefined },
    true,
    ['unknown-risk-accepted'],
  ],

  [
    'a need named',
    { needs: { any: ['housing'], unknown: 'out' } },
    { needs: ['safety', 'housing'] },
    true,
    ['need-covered'],
  ],
  ['other needs named', { needs: { any: ['housing'], unknown: 'in' } }, { needs: ['safety'] }, false, ['need-not-met']],
  [
    'no needs named, falls out',
    { needs: { any: ['housing'], unknown: 'out' } },
    { needs: [] },
    false,
    ['unknown-need-not-accepted'],
  ],
  [
    'no needs named, falls in',
    { needs: { any: ['housing'], unknown: 'in' } },
    { needs: [] },
    true,
    ['unknown-need-accepted'],
  ],

  ['a language worked in', punjabi(false), { language: 'pa', interpreterNeeded: true }, true, ['language-covered']],
  ['another language', punjabi(false), { language: 'pl', interpreterNeeded: true }, false, ['language-not-covered']],
  [
    'another language, with interpreters',
    punjabi(true),
    { language: 'pl', interpreterNeeded: true },
    true,
    ['interpreter-available'],
  ],
  [
    'no interpreter needed, and English is worked in',
    english(),
    { language: 'pl', interpreterNeeded: false },
    true,
    ['language-covered'],
  ],
  [
    'no interpreter needed, and English is not worked in',
    punjabi(false, 'in'),
    { language: 'pl', interpreterNeeded: false },
    false,
    ['language-not-covered'],
  ],
  [
    'English, and it is not worked in',
    punjabi(false, 'in'),
    { language: 'en', interpreterNeeded: false },
    false,
    ['language-not-covered'],
  ],
  [
    'English by an interpreter is signed',
    english('in'),
    { language: 'en', interpreterNeeded: true },
    false,
    ['language-not-covered'],
  ],
  [
    'language unknown, falls out',
    english('out'),
    { language: undefined, interpreterNeeded: undefined },
    false,
    ['unknown-language-not-accepted'],
  ],
  [
    'language unknown, falls in',
    english('in'),
    { language: undefined, interpreterNeeded: undefined },
    true,
    ['unknown-language-accepted'],
  ],
  [
    'another language, nobody asked about English',
    english('out'),
    { language: 'pl', interpreterNeeded: undefined },
    false,
    ['unknown-language-not-accepted'],
  ],
  [
    'another language, nobody asked about English, which is not worked in',
    punjabi(false, 'in'),
    { language: 'pl', interpreterNeeded: undefined },
    false,
    ['language-not-covered'],
  ],
  [
    'another language, an interpreter needed, and English is worked in',
    english('in'),
    { language: 'pl', interpreterNeeded: true },
    false,
    ['language-not-covered'],
  ],
  [
    'another language, nobody asked about an interpreter, with interpreters',
    punjabi(true),
    { language: 'pl', interpreterNeeded: undefined },
    true,
    ['interpreter-available'],
  ],
  [
    'English, nobody asked about an interpreter, and English is not worked in',
    punjabi(false, 'in'),
    { language: 'en', interpreterNeeded: undefined },
    false,
    ['language-not-covered'],
  ],
  [
    'English, nobody asked about an interpreter',
    english(),
    { language: 'en', interpreterNeeded: undefined },
    true,
    ['language-covered'],
  ],
  [
    'language unknown, no interpreter needed, and English is worked in',
    english(),
    { language: undefined, interpreterNeeded: false },
    true,
    ['language-covered'],
  ],
  [
    'language unknown, an interpreter needed, and only English is worked in',
    { languages: { in: ['en'], interpreter: false, unknown: 'in' } },
    { language: undefined, interpreterNeeded: true },
    false,
    ['language-not-covered'],
  ],
  [
    'language unknown, an interpreter needed, and not only English is worked in',
    english('in'),
    { language: undefined, interpreterNeeded: true },
    true,
    ['unknown-language-accepted'],
  ],
  [
    'language unknown, an interpreter needed, and another language alone is worked in',
    punjabi(false, 'in'),
    { language: undefined, interpreterNeeded: true },
    true,
    ['unknown-language-accepted'],
  ],
  [
    'language unknown, nobody asked about an interpreter, and only English is worked in',
    { languages: { in: ['en'], interpreter: false, unknown: 'in' } },
    { language: undefined, interpreterNeeded: undefined },
    true,
    ['unknown-language-accepted'],
  ],
  [
    'language unknown, an interpreter needed, with interpreters',
    punjabi(true),
    { language: undefined, interpreterNeeded: true },
    true,
    ['interpreter-available'],
  ],
  [
    'language unknown, nobody asked about an interpreter, with interpreters',
    punjabi(true),
    { language: undefined, interpreterNeeded: undefined },
    false,
    ['unknown-language-not-accepted'],
  ],
  [
    'a language worked in, in capitals in the catalogue',
    { languages: { in: ['PA'], interpreter: false, unknown: 'out' } },
    { language: 'pa', interpreterNeeded: true },
    true,
    ['language-covered'],
  ],
];

describe('each criterion, by what is known of the case', () => {
  test.each(rows)('%s', (_name, criteria, over, eligible, because) => {
    expect(asked(criteria, over)).toEqual({ eligible, because });
  });

  test('is asked of each service by its own criteria, beside all the others of one catalogue', () => {
    const services = rows.map(([, criteria], index) => service(`service-${index}`, 1, criteria));
    const catalogue = areaWith(services);
    for (const [index, [name, , over, expected]] of rows.entries()) {
      const { eligible: chosen, considered } = routeByFacts(facts(over), catalogue);
      const id = `service-${index}`;
      const isEligible =
        chosen.some((one) => one.service.id === id) || considered.some((one) => one.service === id && one.eligible);
      expect([name, isEligible]).toEqual([name, expected]);
    }
  });

  test('every fact that rules a service out is reported, not only the first', () => {
    const criteria: Criteria = { ...district('home'), ...adults('out'), offences: ['rape'] };
    expect(asked(criteria, { homeDistrict: neighbouring, ageNow: 70 }).because).toEqual([
      'district-not-covered',
      'offence-not-covered',
      'age-above-maximum',
    ]);
  });
});

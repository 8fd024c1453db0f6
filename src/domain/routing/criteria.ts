/**
 * Compiles a service's criteria into checks. A check passes, fails or is unknown for the facts of a referral; the
 * service's own policy decides whether unknown passes.
 */
import { adultAge, type PossibleAges } from '../ages.ts';
import type { AgeRange, Criteria, RoutingFlag, UnknownPolicy } from '../area.ts';
import { outOfArea } from '../area.ts';
import { riskLevels } from '../vocabulary.ts';
import type { ReasonAgainst, ReasonFor } from './reasons.ts';
import type { RoutingFacts } from './routing-facts.ts';

export interface CheckResult {
  readonly passes: boolean;
  readonly code: ReasonFor | ReasonAgainst;
}

/** The group of facts a check reads; the result depends only on the value of that dimension. */
export type CriteriaDimension = 'district' | 'role' | 'offence' | 'age' | 'sex' | 'risk' | 'needs' | 'language';

export interface Check {
  /** Within one area, checks with the same key always give the same result. */
  readonly key: string;
  readonly dimension: CriteriaDimension;
  readonly evaluate: (facts: RoutingFacts) => CheckResult;
}

const pass = (code: ReasonFor): CheckResult => ({ passes: true, code });
const fail = (code: ReasonAgainst): CheckResult => ({ passes: false, code });
const unknownResult = (policy: UnknownPolicy, accepted: ReasonFor, not: ReasonAgainst): CheckResult =>
  policy === 'in' ? pass(accepted) : fail(not);

/** The checks of these criteria, in display order. `districts` are the area's own codes. */
export function compileCriteria(criteria: Criteria, districts: ReadonlySet<string>): Check[] {
  const { district, roles, offences, anyFlag, allFlags, unknownFlag, noFlags } = criteria;
  const { ageAtOffence, ageNow, sex, riskFrom, needs, languages } = criteria;
  const checks: Check[] = [];
  const add = (dimension: CriteriaDimension, what: unknown[], ask: Evaluate): void => {
    checks.push({ key: JSON.stringify([dimension, ...what]), dimension, evaluate: ask });
  };
  if (district) add('district', [district], districtCheck(district, districts));
  if (roles) add('role', [roles], roleCheck(roles));
  if (offences || anyFlag) add('offence', ['any', offences, anyFlag, unknownFlag], offenceCheck(criteria));
  if (allFlags) add('offence', ['all', allFlags, unknownFlag], allFlagsCheck(allFlags, unknownFlag ?? 'out'));
  if (noFlags) add('offence', ['none', noFlags], noFlagsCheck(noFlags));
  if (ageAtOffence) add('age', ['then', ageAtOffence], ageAtOffenceCheck(ageAtOffence));
  if (ageNow) add('age', ['now', ageNow], ageNowCheck(ageNow));
  if (sex) add('sex', [sex], sexCheck(sex));
  if (riskFrom) add('risk', [riskFrom], riskCheck(riskFrom));
  if (needs) add('needs', [needs], needsCheck(needs));
  if (languages) add('language', [languages], languageCheck(languages));
  return checks;
}

type Evaluate = Check['evaluate'];

function districtCheck(criterion: NonNullable<Criteria['district']>, districts: ReadonlySet<string>): Evaluate {
  const listed = new Set(criterion.in);
  const takesOutside = listed.has(outOfArea);
  const yes = pass('district-covered');
  const no = fail('district-not-covered');
  const unknown = unknownResult(criterion.unknown, 'unknown-district-accepted', 'unknown-district-not-accepted');
  const answer = (district: string | undefined): CheckResult => {
    if (district === undefined) return unknown;
    return listed.has(district) || (takesOutside && !districts.has(district)) ? yes : no;
  };
  switch (criterion.of) {
    case 'home':
      return (facts) => answer(facts.homeDistrict);
    case 'offence':
      return (facts) => answer(facts.offenceDistrict);
    case 'either':
      return (facts) => {
        const home = answer(facts.homeDistrict);
        if (home === yes) return yes;
        const offence = answer(facts.offenceDistrict);
        return offence === no ? home : offence;
      };
    case 'both':
      return (facts) => {
        const home = answer(facts.homeDistrict);
        if (home === no) return no;
        const offence = answer(facts.offenceDistrict);
        return offence === yes ? home : offence;
      };
  }
}

function roleCheck(roles: NonNullable<Criteria['roles']>): Evaluate {
  const listed = new Set(roles);
  const yes = pass('role-covered');
  const no = fail('role-not-covered');
  return (facts) => (listed.has(facts.role) ? yes : no);
}

/** Passes by category or by any flag: a knife robbery qualifies for a knife service that does not list robbery. */
function offenceCheck(criteria: Criteria): Evaluate {
  const listed = new Set(criteria.offences ?? []);
  const flags: readonly RoutingFlag[] = criteria.anyFlag ?? [];
  const byCategory = pass('offence-covered');
  const byFlag = pass('flag-present');
  const no = fail(criteria.offences ? 'offence-not-covered' : 'flag-required');
  const unknown = unknownResult(criteria.unknownFlag ?? 'out', 'unknown-flag-accepted', 'unknown-flag-not-accepted');
  return (facts) => {
    if (listed.has(facts.offence)) return byCategory;
    let result = no;
    for (const flag of flags) {
      const answer = facts.flags[flag];
      if (answer === 'yes') return byFlag;
      if (answer === 'unknown') result = unknown;
    }
    return result;
  };
}

function allFlagsCheck(flags: readonly RoutingFlag[], policy: UnknownPolicy): Evaluate {
  const yes = pass('required-flags-present');
  const no = fail('flag-required');
  const unknown = unknownResult(policy, 'unknown-flag-accepted', 'unknown-flag-not-accepted');
  return (facts) => {
    let result = yes;
    for (const flag of flags) {
      const answer = facts.flags[flag];
      if (answer === 'no') return no;
      if (answer === 'unknown') result = unknown;
    }
    return result;
  };
}

function noFlagsCheck(criterion: NonNullable<Criteria['noFlags']>): Evaluate {
  const yes = pass('no-excluded-flag');
  const no = fail('flag-excluded');
  const unknown = unknownResult(
    criterion.unknown,
    'unknown-excluded-flag-accepted',
    'unknown-excluded-flag-not-accepted',
  );
  return (facts) => {
    let result = yes;
    for (const flag of criterion.flags) {
      const answer = facts.flags[flag];
      if (answer === 'yes') return no;
      if (answer === 'unknown') result = unknown;
    }
    return result;
  };
}

function ageAtOffenceCheck(range: AgeRange): Evaluate {
  const ask = rangeCheck(
    range,
    pass('age-at-offence-covered'),
    fail('age-at-offence-below-minimum'),
    fail('age-at-offence-above-maximum'),
    unknownResult(range.unknown, 'unknown-age-at-offence-accepted', 'unknown-age-at-offence-not-accepted'),
  );
  return (facts) => ask(facts.ageAtOffence);
}

function ageNowCheck(range: AgeRange): Evaluate {
  const ask = rangeCheck(
    range,
    pass('age-covered'),
    fail('age-below-minimum'),
    fail('age-above-maximum'),
    unknownResult(range.unknown, 'unknown-age-accepted', 'unknown-age-not-accepted'),
  );
  return (facts) => ask(facts.ageNow);
}

/**
 * An upper limit with room for children below it makes a service for children and young people: it takes whoever may be
 * of its ages, because a child is protected where a child is possible. A lower limit alone, or a range of adults, keeps
 * others out: it takes only who is of its ages for certain. So a person of about 15 is never given to adults alone.
 */
const isForYoungPeople = ({ from = 0, to }: AgeRange): boolean => to !== undefined && from < adultAge;

function rangeCheck(range: AgeRange, yes: CheckResult, below: CheckResult, above: CheckResult, unknown: CheckResult) {
  const from = range.from ?? 0;
  const to = range.to ?? Number.POSITIVE_INFINITY;
  const anyAgeIsEnough = isForYoungPeople(range);
  return (ages: PossibleAges | undefined): CheckResult => {
    if (ages === undefined) return unknown;
    if ((anyAgeIsEnough ? ages.to : ages.from) < from) return below;
    return (anyAgeIsEnough ? ages.from : ages.to) > to ? above : yes;
  };
}

function sexCheck(criterion: NonNullable<Criteria['sex']>): Evaluate {
  const listed: ReadonlySet<string> = new Set(criterion.in);
  const yes = pass('sex-covered');
  const no = fail('sex-not-covered');
  const unknown = unknownResult(criterion.unknown, 'unknown-sex-accepted', 'unknown-sex-not-accepted');
  return ({ sex }) => {
    if (sex === undefined) return unknown;
    return listed.has(sex) ? yes : no;
  };
}

function riskCheck(criterion: NonNullable<Criteria['riskFrom']>): Evaluate {
  const from = riskLevels.indexOf(criterion.level);
  const yes = pass('risk-covered');
  const no = fail('risk-below-threshold');
  const unknown = unknownResult(criterion.unknown, 'unknown-risk-accepted', 'unknown-risk-not-accepted');
  return ({ risk }) => {
    if (risk === undefined) return unknown;
    return riskLevels.indexOf(risk) >= from ? yes : no;
  };
}

function needsCheck(criterion: NonNullable<Criteria['needs']>): Evaluate {
  const listed = new Set(criterion.any);
  const yes = pass('need-covered');
  const no = fail('need-not-met');
  const unknown = unknownResult(criterion.unknown, 'unknown-need-accepted', 'unknown-need-not-accepted');
  return ({ needs }) => {
    if (needs.length === 0) return unknown;
    for (const need of needs) if (listed.has(need)) return yes;
    return no;
  };
}

/**
 * A person speaks the language named, and also English if no interpreter is needed. English with an interpreter
 * needed is assumed to mean British Sign Language or similar: a service needs interpreters for that.
 */
function languageCheck(criterion: NonNullable<Criteria['languages']>): Evaluate {
  const listed = new Set(criterion.in.map((tag) => tag.toLowerCase()));
  const inEnglish = listed.has('en');
  const onlyEnglish = inEnglish && listed.size === 1;
  const yes = pass('language-covered');
  const byInterpreter = pass('interpreter-available');
  const no = fail('language-not-covered');
  const unknown = unknownResult(criterion.unknown, 'unknown-language-accepted', 'unknown-language-not-accepted');
  const isSpoken = ({ language, interpreterNeeded }: RoutingFacts): boolean => {
    if (interpreterNeeded === false && inEnglish) return true;
    if (language === 'en' && interpreterNeeded === true) return false;
    return language !== undefined && listed.has(language);
  };
  /** Of what is not spoken: the language is unknown, or whether a speaker of another language also speaks English. */
  const isUnclear = ({ language, interpreterNeeded }: RoutingFacts): boolean => {
    if (language === undefined) return interpreterNeeded !== true || !onlyEnglish;
    return interpreterNeeded === undefined && inEnglish;
  };
  return (facts) => {
    if (isSpoken(facts)) return yes;
    if (criterion.interpreter && (facts.language !== undefined || facts.interpreterNeeded === true))
      return byInterpreter;
    return isUnclear(facts) ? unknown : no;
  };
}

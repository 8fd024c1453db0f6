/**
 * The facts of a referral that commissioners return to those who fund them (monitoring returns). Rows stored before these
 * were counted have none of them, and are in no line of these dimensions.
 */
import type { Area } from '../area.ts';
import type { Disability } from '../characteristics-vocabulary.ts';
import { deriveFacts, isSexual } from '../judgement/derived-facts.ts';
import type { Submission } from '../submission.ts';
import { needs as needsInOrder, type OffenceCategory, type Priority } from '../vocabulary.ts';
import { type ClosedDimension, valueCodes } from './codes.ts';
import { districtIn } from './district.ts';
import type { CaseFacts } from './model.ts';
import type { CountedDisability, MonitoringFacts, Section13Kind } from './monitoring-model.ts';
import { codeOf, valueOfCode } from './packed-codes.ts';
import { timeBandOf } from './time-bands.ts';

/** What the facts are taken from. Of somebody who was not referred, no more than the offence is known. */
export type MonitoredSubmission = Pick<Submission, 'offence'> &
  Partial<Omit<Submission, 'offence' | 'victim'>> & {
    victim: Partial<Submission['victim']>;
  };

/** @param priority as judged */
export function monitoringFactsOf(
  submission: MonitoredSubmission,
  { area, priority, now }: { area: Area; priority: Priority | undefined; now: Date },
): MonitoringFacts {
  const { offence, victim, consent, suspects = [], needs, reportedAt } = submission;
  const { homeDistrict, domesticAbuse, offences } = deriveFacts(submission, area.rules, now);
  const relationships = new Set(suspects.map(({ relationship }) => relationship ?? 'unknown'));
  const reported = reportedAt === undefined ? undefined : Date.parse(reportedAt);
  return {
    victimRole: victim.role ?? 'unknown',
    priority: priority ?? 'unknown',
    consentBasis: consent?.basis ?? 'unknown',
    repeatVictim: 'unknown',
    modernSlavery: offence.modernSlavery ?? 'unknown',
    honourBased: offence.honourBased ?? 'unknown',
    firearm: offence.firearm ?? 'unknown',
    childExploitation: offence.childExploitation ?? 'unknown',
    timeToReferral: timeBandOf(reported === undefined ? undefined : Math.max(0, (now.getTime() - reported) / 60_000)),
    needs: needsInOrder.filter((need) => needs?.includes(need)),
    suspectRelationships: relationships.size === 0 ? ['unknown'] : [...relationships].sort(),
    section13: section13Of(submission, offences, domesticAbuse),
    disabilities: disabilitiesOf(victim.disabilities),
    homeDistrict: districtIn(area, [homeDistrict]),
  };
}

/** What a correction leaves as it was: when the referral came, and what was known of the person's others then. */
export const keepFirstFacts = (corrected: CaseFacts, { monitoring: first }: CaseFacts): CaseFacts =>
  corrected.monitoring && first
    ? {
        ...corrected,
        monitoring: {
          ...corrected.monitoring,
          repeatVictim: first.repeatVictim,
          timeToReferral: first.timeToReferral,
        },
      }
    : corrected;

const disabilitiesOf = (named: readonly Disability[] | undefined): readonly CountedDisability[] => {
  if (named === undefined) return ['not-asked'];
  return named.length === 0 ? ['none'] : [...new Set(named)].sort();
};

/** The Act leaves serious violence to be judged; here it is what the weapon or the category says. */
const seriousViolence: readonly OffenceCategory[] = ['homicide', 'violence-with-injury', 'robbery'];

function section13Of(
  { offence }: MonitoredSubmission,
  offences: readonly OffenceCategory[],
  isDomestic: boolean,
): readonly Section13Kind[] {
  const isArmed = offence.knifeEnabled === 'yes' || offence.firearm === 'yes';
  const isSerious = isArmed || offences.some((category) => seriousViolence.includes(category));
  const kinds: Section13Kind[] = [
    ...(isDomestic ? (['domestic'] as const) : []),
    ...(isSexual(offences) ? (['sexual'] as const) : []),
    ...(isSerious ? (['serious-violence'] as const) : []),
  ];
  return kinds.length === 0 ? ['none'] : kinds;
}

/** Single-valued facts in packing order, each with its dimension. Stored rows depend on the order. */
const packedSingles = [
  ['victimRole', 'victim-role'],
  ['priority', 'priority'],
  ['consentBasis', 'consent-basis'],
  ['repeatVictim', 'repeat-victim'],
  ['modernSlavery', 'modern-slavery'],
  ['honourBased', 'honour-based'],
  ['firearm', 'firearm'],
  ['childExploitation', 'child-exploitation'],
  ['timeToReferral', 'time-to-referral'],
] as const satisfies readonly (readonly [keyof MonitoringFacts, ClosedDimension])[];

const codesOfAll = (dimension: ClosedDimension, values: readonly string[]): string =>
  values.map((value) => codeOf(dimension, value)).join('');

/** About 25 characters, in parts: the single values, needs, relationships, section 13, disabilities, district. */
export const packMonitoring = (facts: MonitoringFacts): string[] => [
  packedSingles.map(([fact, dimension]) => codeOf(dimension, facts[fact])).join(''),
  codesOfAll('need', facts.needs),
  codesOfAll('suspect-relationship', facts.suspectRelationships),
  codesOfAll('section-13', facts.section13),
  codesOfAll('disability', facts.disabilities),
  facts.homeDistrict,
];

/** Reverses packMonitoring. @throws for any other parts */
export function unpackMonitoring(parts: readonly string[]): MonitoringFacts {
  const [singles = '', needs = '', relationships = '', section13 = '', disabilities = '', homeDistrict, ...rest] =
    parts;
  if (singles.length !== packedSingles.length || !homeDistrict || rest.length > 0) throw new Error('not packed facts');
  const codeAt = (dimension: ClosedDimension): string | undefined =>
    singles[packedSingles.findIndex(([, packed]) => packed === dimension)];
  return {
    victimRole: valueOfCode(valueCodes['victim-role'], codeAt('victim-role')),
    priority: valueOfCode(valueCodes.priority, codeAt('priority')),
    consentBasis: valueOfCode(valueCodes['consent-basis'], codeAt('consent-basis')),
    repeatVictim: valueOfCode(valueCodes['repeat-victim'], codeAt('repeat-victim')),
    modernSlavery: valueOfCode(valueCodes['modern-slavery'], codeAt('modern-slavery')),
    honourBased: valueOfCode(valueCodes['honour-based'], codeAt('honour-based')),
    firearm: valueOfCode(valueCodes.firearm, codeAt('firearm')),
    childExploitation: valueOfCode(valueCodes['child-exploitation'], codeAt('child-exploitation')),
    timeToReferral: valueOfCode(valueCodes['time-to-referral'], codeAt('time-to-referral')),
    needs: [...needs].map((code) => valueOfCode(valueCodes.need, code)),
    suspectRelationships: [...relationships].map((code) => valueOfCode(valueCodes['suspect-relationship'], code)),
    section13: [...section13].map((code) => valueOfCode(valueCodes['section-13'], code)),
    disabilities: [...disabilities].map((code) => valueOfCode(valueCodes.disability, code)),
    homeDistrict,
  };
}

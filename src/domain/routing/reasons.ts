/**
 * Why a service was chosen or not: a closed list of codes, each with a plain sentence.
 * Never rename or reuse a code: stored decisions contain it.
 */
import type { ReasonCode } from '../decision.ts';

/** Why a service is eligible. */
export const reasonsFor = [
  'district-covered',
  'unknown-district-accepted',
  'role-covered',
  'offence-covered',
  'flag-present',
  'unknown-flag-accepted',
  'required-flags-present',
  'no-excluded-flag',
  'unknown-excluded-flag-accepted',
  'age-at-offence-covered',
  'unknown-age-at-offence-accepted',
  'age-covered',
  'unknown-age-accepted',
  'sex-covered',
  'unknown-sex-accepted',
  'risk-covered',
  'unknown-risk-accepted',
  'need-covered',
  'unknown-need-accepted',
  'language-covered',
  'interpreter-available',
  'unknown-language-accepted',
  'open-to-everyone',
] as const;

/** Why a service is not eligible; one reason is enough. */
export const reasonsAgainst = [
  'not-active',
  'contract-not-started',
  'contract-ended',
  'paused',
  'full',
  'district-not-covered',
  'unknown-district-not-accepted',
  'role-not-covered',
  'offence-not-covered',
  'flag-required',
  'unknown-flag-not-accepted',
  'flag-excluded',
  'unknown-excluded-flag-not-accepted',
  'age-at-offence-below-minimum',
  'age-at-offence-above-maximum',
  'unknown-age-at-offence-not-accepted',
  'age-below-minimum',
  'age-above-maximum',
  'unknown-age-not-accepted',
  'sex-not-covered',
  'unknown-sex-not-accepted',
  'risk-below-threshold',
  'unknown-risk-not-accepted',
  'need-not-met',
  'unknown-need-not-accepted',
  'language-not-covered',
  'unknown-language-not-accepted',
] as const;

/** Why an eligible service was chosen or not. */
export const reasonsOfChoice = [
  'most-specialised',
  'no-specialist-eligible',
  'meets-further-need',
  'another-service-leads',
  'further-need-not-asked',
  'no-service-leads',
] as const;

export type ReasonFor = (typeof reasonsFor)[number];
export type ReasonAgainst = (typeof reasonsAgainst)[number];
export type ReasonOfChoice = (typeof reasonsOfChoice)[number];
export type RoutingReason = ReasonFor | ReasonAgainst | ReasonOfChoice;

/** One sentence per code about the service, for senders, triage and the pages. */
export const reasonTexts: Readonly<Record<RoutingReason, string>> = {
  'district-covered': 'It works in the district.',
  'unknown-district-accepted': 'The district is not known, and it accepts that.',
  'role-covered': 'It supports people in this relation to the offence.',
  'offence-covered': 'It supports victims of this kind of offence.',
  'flag-present': 'The offence has a feature that it specialises in.',
  'unknown-flag-accepted':
    'It is not known whether the offence has the feature that it specialises in, and it accepts that.',
  'required-flags-present': 'The offence has every feature that it requires.',
  'no-excluded-flag': 'The offence has none of the features that it does not work with.',
  'unknown-excluded-flag-accepted':
    'It is not known whether the offence has a feature that it does not work with, and it accepts that.',
  'age-at-offence-covered': 'It supports people who were this age when the offence happened.',
  'unknown-age-at-offence-accepted': 'The age when the offence happened is not known, and it accepts that.',
  'age-covered': 'It supports people of this age.',
  'unknown-age-accepted': 'The age is not known, and it accepts that.',
  'sex-covered': 'It supports people of this sex.',
  'unknown-sex-accepted': 'The sex is not known, and it accepts that.',
  'risk-covered': 'It supports people at this level of risk.',
  'unknown-risk-accepted': 'The level of risk is not known, and it accepts that.',
  'need-covered': 'It meets a need that the referral names.',
  'unknown-need-accepted': 'The referral names no needs, and it accepts that.',
  'language-covered': 'It works in a language that the person speaks.',
  'interpreter-available': 'It can work with an interpreter.',
  'unknown-language-accepted': 'It is not known which language the person needs, and it accepts that.',
  'open-to-everyone': 'It supports every victim of crime.',

  'not-active': 'It no longer takes part in this area.',
  'contract-not-started': 'Its contract has not started.',
  'contract-ended': 'Its contract has ended.',
  paused: 'It has paused new referrals.',
  full: 'It has no room for new referrals.',
  'district-not-covered': 'It does not work in the district.',
  'unknown-district-not-accepted': 'The district is not known, and it needs to be.',
  'role-not-covered': 'It does not support people in this relation to the offence.',
  'offence-not-covered': 'It does not support victims of this kind of offence.',
  'flag-required': 'The offence does not have the feature that it specialises in.',
  'unknown-flag-not-accepted':
    'It is not known whether the offence has the feature that it specialises in, and it needs to be.',
  'flag-excluded': 'The offence has a feature that it does not work with.',
  'unknown-excluded-flag-not-accepted':
    'It is not known whether the offence has a feature that it does not work with, and it needs to be.',
  'age-at-offence-below-minimum':
    'The person was, or may have been, younger than it supports when the offence happened.',
  'age-at-offence-above-maximum': 'The person was, or may have been, older than it supports when the offence happened.',
  'unknown-age-at-offence-not-accepted': 'The age when the offence happened is not known, and it needs to be.',
  'age-below-minimum': 'The person is, or may be, younger than it supports.',
  'age-above-maximum': 'The person is, or may be, older than it supports.',
  'unknown-age-not-accepted': 'The age is not known, and it needs to be.',
  'sex-not-covered': 'It does not support people of this sex.',
  'unknown-sex-not-accepted': 'The sex is not known, and it needs to be.',
  'risk-below-threshold': 'The level of risk is below the one it works with.',
  'unknown-risk-not-accepted': 'The level of risk is not known, and it needs to be.',
  'need-not-met': 'It meets none of the needs that the referral names.',
  'unknown-need-not-accepted': 'The referral names no needs, and it needs one of its own to be named.',
  'language-not-covered': 'It does not work in the person’s language, and has no interpreter.',
  'unknown-language-not-accepted': 'It is not known which language the person needs, and it needs to be.',

  'most-specialised': 'Of the services that can take this case, it is the most specialised.',
  'no-specialist-eligible': 'No more specialised service can take this case, and it takes everyone.',
  'meets-further-need': 'It meets a named need that the leading service does not.',
  'another-service-leads': 'It could take this case, but another service leads.',
  'further-need-not-asked': 'It works beside a leading service, and no need of its own is left to meet.',
  'no-service-leads': 'It works only beside a leading service, and none can take this case.',
};

/** The reasons of a decision in words; codes of an earlier release stay as they are. */
export const describeReasons = (codes: readonly ReasonCode[]): string =>
  codes.map((code) => reasonTexts[code as RoutingReason] ?? code).join(' ');

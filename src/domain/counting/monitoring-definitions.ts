/** Definitions of the dimensions that monitoring returns ask for: an addition to registry.ts. */
import { type DimensionDefinition, multiValued, singleValued } from './dimension-definition.ts';
import type { Dimension } from './model.ts';

const flag = 'The referrer’s flag. Unknown is a value of its own.';
const characteristic =
  'Counted once, when the referral is received, in numbers alone: nothing of the case holds it, so a correction does not change it and a recount cannot check it.';

type MonitoringDimension = Extract<
  Dimension,
  | 'need'
  | 'victim-role'
  | 'priority'
  | 'consent-basis'
  | 'repeat-victim'
  | 'modern-slavery'
  | 'honour-based'
  | 'firearm'
  | 'child-exploitation'
  | 'home-district'
  | 'suspect-relationship'
  | 'section-13'
  | 'disability'
  | 'sexual-orientation'
  | 'religion'
  | 'armed-forces'
  | 'time-to-referral'
  | 'time-to-contact'
  | 'time-to-support'
>;

export const monitoringDefinitions: Readonly<Record<MonitoringDimension, DimensionDefinition>> = {
  need: multiValued('Need', 'What the person needs, as the referrer named it; there may be several, or none.'),
  'victim-role': singleValued('Who is referred', 'What makes them a victim under the Victims’ Code.'),
  priority: singleValued('Priority', 'As judged: high risk, then enhanced rights, then everybody else.'),
  'consent-basis': singleValued('Consent or other ground', 'The ground on which the person’s details are shared.'),
  'repeat-victim': singleValued(
    'Repeat victim',
    'Whether the same person was referred for another incident in the twelve months before, or what the area sets. Two referrals of one incident do not make a repeat. Not known where the person cannot be told from others.',
  ),
  'modern-slavery': singleValued('Modern slavery', flag),
  'honour-based': singleValued('Honour-based abuse', flag),
  firearm: singleValued('Firearm', flag),
  'child-exploitation': singleValued('Child exploitation', flag),
  'home-district': singleValued(
    'Home district',
    'Where the person lives: as stated, or as their postcode says where it lies in one district alone.',
    'ONS code of the district; out-of-area for one that is not in the area; unknown where none is known.',
  ),
  'suspect-relationship': multiValued(
    'Suspect’s relationship',
    'What those suspected are to the person, each kind once. Not known where nobody is named, or the relationship is not.',
  ),
  'section-13': multiValued(
    'Kind for joint planning',
    'The kinds whose support is planned jointly under section 13 of the Victims and Prisoners Act 2024. Domestic: flagged, a child of such a home, or a sexual offence by partner or family. Sexual: rape or another sexual offence. Serious violence: homicide, violence with injury, robbery, or any offence with a knife or firearm; the Act leaves this to judgement. A referral may be of several kinds.',
  ),
  disability: multiValued(
    'Disability',
    'Kinds of disability that were named; there may be several. Not asked: the referrer did not say.',
  ),
  'sexual-orientation': singleValued(
    'Sexual orientation',
    `As the person says, in the census’s words. ${characteristic}`,
  ),
  religion: singleValued('Religion', `As the person says, in the census’s words. ${characteristic}`),
  'armed-forces': singleValued('Armed forces', `Whether they serve, served, or are family of such. ${characteristic}`),
  'time-to-referral': singleValued(
    'Time to referral',
    'From the report to the police until the referral was received, in bands. Not known where the report’s time is not.',
  ),
  'time-to-contact': multiValued(
    'Time to first contact',
    'From receipt, or from the latest opening, until the person was reached, in bands. Recorded with first contact, and so for that and for contact within target alone.',
  ),
  'time-to-support': multiValued(
    'Time to support',
    'From receipt, or from the latest opening, until support began, in bands. Recorded when support begins, and so for that alone.',
  ),
};

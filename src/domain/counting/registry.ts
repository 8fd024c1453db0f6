/**
 * Definitions of every measure and dimension. The API, the CSV headings, docs/metrics.md and the
 * page of definitions are derived from these.
 */
import { type DimensionDefinition, multiValued, singleValued } from './dimension-definition.ts';
import type { Dimension, Measure } from './model.ts';
import { monitoringDefinitions } from './monitoring-definitions.ts';

export interface Metric {
  title: string;
  /** One or two plain sentences. */
  definition: string;
  unit: string;
  /** The event that is counted, and the day it is counted on. */
  countedWhen: string;
  /** How a reader might misread it. */
  caveats: readonly string[];
  /** What `by=service` counts. */
  byService: string;
}

const oneService = 'The service whose hand-off moved.';

export const metrics: Readonly<Record<Measure, Metric>> = {
  referrals: {
    title: 'Referrals received',
    definition: 'Referrals that were accepted into the record, each once, whatever became of them.',
    unit: 'referrals',
    countedWhen: 'A referral is first recorded as a case. Counted on the London day on which it was received.',
    caveats: [
      'One crime may have many victims, each with a referral; one person may be referred again and again.',
      'A resend, a correction, a decline or a re-route never counts again.',
      'What intake refused was never received.',
    ],
    byService:
      'The services that the rules chose when it was received. A referral with two services is in the line of each, so lines may add up to more than the total; one that was held is in none.',
  },
  victims: {
    title: 'Distinct victims',
    definition:
      'Different people referred: a person referred several times within the period is counted once in it. Counted anew for each range of days and each breakdown, not added up or estimated.',
    unit: 'people',
    countedWhen: 'With the referral, on the London day of receipt.',
    caveats: [
      'Do not add up periods: a person may be in each of them. The total is of the whole range.',
      'A person is known again by given name, family name and date of birth, whatever the order, title or accents; where one is missing, or a name is another, the referral counts as another person.',
      'A person is in each value that any of their referrals has.',
    ],
    byService: 'As for referrals received.',
  },
  'handed-off': {
    title: 'Hand-offs to services',
    definition: 'Times that a referral was handed to a service.',
    unit: 'hand-offs',
    countedWhen: 'A hand-off is made: by the rules, by the victim hub, or to the next service after a decline.',
    caveats: ['A referral may be handed to several services, and so be counted several times.'],
    byService: 'The service it was handed to.',
  },
  accepted: {
    title: 'Accepted by a service',
    definition: 'Hand-offs that a service took on.',
    unit: 'hand-offs',
    countedWhen: 'A hand-off moves to accepted, on the London day of that report.',
    caveats: ['The hand-off may have been made in an earlier period.'],
    byService: oneService,
  },
  declined: {
    title: 'Declined by a service',
    definition: 'Hand-offs that a service said no to.',
    unit: 'hand-offs',
    countedWhen: 'A hand-off moves to declined, on the London day of that report.',
    caveats: ['A hand-off whose deadline passed unanswered expired; it was not declined.'],
    byService: oneService,
  },
  contacted: {
    title: 'First contact made',
    definition: 'Hand-offs on which the service reached the person for the first time.',
    unit: 'hand-offs',
    countedWhen: 'A hand-off moves to contacted, on the London day on which that was reported.',
    caveats: ['An attempt that did not reach the person is not a contact.'],
    byService: oneService,
  },
  closed: {
    title: 'Closed by a service',
    definition: 'Hand-offs that a service finished, with an outcome.',
    unit: 'hand-offs',
    countedWhen: 'A hand-off moves to closed, on the London day of that report.',
    caveats: ['A referral with two services is closed twice.'],
    byService: oneService,
  },
  held: {
    title: 'Held for the victim hub',
    definition: 'Times that a referral could not go to a service, or no longer, and was held with its reasons.',
    unit: 'times',
    countedWhen: 'A referral moves to held: when it is judged, or when every service has said no.',
    caveats: [
      'A referral that is corrected and held again is counted again.',
      'This counts arrivals, not how many are waiting.',
    ],
    byService: 'None: a held referral is with no service.',
  },
  returned: {
    title: 'Sent back to the referrer',
    definition: 'Times that a service or the victim hub sent a referral back with advice.',
    unit: 'times',
    countedWhen: 'A hand-off or a held referral moves to returned, on the London day of that report.',
    caveats: ['A referral that two services send back is counted twice.'],
    byService: 'The service that sent it back; none when the victim hub did.',
  },
  withdrawn: {
    title: 'Withdrawn',
    definition: 'Referrals that were taken back.',
    unit: 'referrals',
    countedWhen: 'A referral moves to withdrawn, on the London day of that.',
    caveats: ['The referral stays in the number received.'],
    byService: 'Every service that held it then.',
  },
  'within-code': {
    title: 'Referred within the Victims’ Code',
    definition:
      'Referrals from the police received by the end of the second working day after the crime was reported to them (Victims’ Code, Right 4).',
    unit: 'referrals',
    countedWhen: 'With the referral received, where it came no later than the last day that the Code allows.',
    caveats: [
      'The Code sets no clock for partners: compare with referrals from the police, not with all.',
      'The clock is that of the referrer. How soon a service answered is another measure.',
    ],
    byService: 'As for referrals received.',
  },
  'within-target': {
    title: 'First contact within target',
    definition: 'Hand-offs on which the person was reached by the service’s deadline.',
    unit: 'hand-offs',
    countedWhen: 'With first contact made, where the time of contact that the service gave is not after its deadline.',
    caveats: ['Those never contacted are in neither number: compare with first contacts and with hand-offs.'],
    byService: oneService,
  },
  duplicates: {
    title: 'Sent again',
    definition: 'Submissions of a referral that stood already: the same again, or with other content and refused.',
    unit: 'submissions',
    countedWhen: 'A referral is recognised as sent before, or other content is refused, on that London day.',
    caveats: ['Nothing is stored twice; this measures how a sender’s system behaves.'],
    byService: 'The services chosen for the referral that stands.',
  },
  'not-referred': {
    title: 'Asked and not referred',
    definition: 'People who were asked whether they want to be referred, and said no.',
    unit: 'people asked',
    countedWhen: 'The referrer says so, on that London day.',
    caveats: [
      'Nothing about the person is kept, only who asked, the offence, the district and the reason: all else is not known.',
      'As referrers tell it: somebody told of twice is counted twice. No record stands behind it, so a recount cannot check it.',
      'They are in no other number: they were never referred.',
    ],
    byService: 'None: they were with no service.',
  },
  suspended: {
    title: 'Contact stopped',
    definition:
      'Times that a service stopped trying to reach the person, because the contact details were wrong or no way was safe.',
    unit: 'times',
    countedWhen:
      'A hand-off moves to suspended: by the service’s report, or by a correction after which no way is safe. On that London day.',
    caveats: [
      'A hand-off that is suspended again is counted again.',
      'This counts how often contact stopped, not how many are waiting.',
    ],
    byService: oneService,
  },
  reopened: {
    title: 'Opened again',
    definition:
      'Times that a referral which was withdrawn or closed was opened again: by a correction, or because the one that was to go on in its place was withdrawn.',
    unit: 'times',
    countedWhen: 'The correction is accepted, or the other withdrawn, on that London day.',
    caveats: ['It stays one referral: the number received does not change.'],
    byService: 'None: no service holds it then.',
  },
  amended: {
    title: 'Told of a correction',
    definition: 'Times that a service which holds a case was told that it was corrected.',
    unit: 'times',
    countedWhen: 'The correction is accepted, on that London day.',
    caveats: [
      'A correction of a case that two services hold is counted twice.',
      'A service is told only of what its agreement shows it.',
    ],
    byService: 'The service that was told.',
  },
  supporting: {
    title: 'Support begun',
    definition: 'Hand-offs on which the service began to support the person.',
    unit: 'hand-offs',
    countedWhen: 'A hand-off moves to supporting for the first time, on the London day of that report.',
    caveats: ['A service that closes without this report is not counted.'],
    byService: oneService,
  },
  expired: {
    title: 'Not answered in time',
    definition: 'Hand-offs that no service opened by their deadline, and that went on to the next one.',
    unit: 'hand-offs',
    countedWhen: 'The deadline passes, on that London day.',
    caveats: ['A hand-off that was opened in time and not acted on does not expire: it is overdue.'],
    byService: 'The service that did not answer.',
  },
};

export const dimensionDefinitions: Readonly<Record<Dimension, DimensionDefinition>> = {
  service: multiValued(
    'Service',
    'The support service. Which one it is depends on the measure.',
    'The service’s id in the catalogue.',
  ),
  source: singleValued('Referrer', 'The organisation that referred.', 'Its id in the register of parties.'),
  'source-kind': singleValued('Kind of referrer', 'Police, other statutory body, or voluntary body.'),
  offence: singleValued('Offence', 'The offence category that the referrer gave.'),
  district: singleValued(
    'District',
    'Where the offence happened, or where the person lives if the offence was not in the area or its district is not known. Places outside the area have a line of their own, and so has what is not known.',
    'ONS code of the district; out-of-area where neither is in the area; unknown where neither was given.',
  ),
  'age-band': singleValued(
    'Age band',
    'Age in whole years at the offence, or at the referral where the day of the offence is unknown. An approximate age is counted as stated.',
  ),
  sex: singleValued('Sex', 'As the referrer gave it.'),
  ethnicity: singleValued(
    'Ethnicity',
    'As the person described it. Who preferred not to say was asked; where it is not known, nobody asked.',
    'The police 18+1 codes. NS: asked and not stated. Unknown: not asked.',
  ),
  risk: singleValued('Risk level', 'As judged: from the tool’s score, raised where professional judgement says so.'),
  'enhanced-rights': multiValued(
    'Enhanced rights',
    'Categories of the Victims’ Code; a person may be in several, or in none.',
  ),
  'domestic-abuse': singleValued('Domestic abuse', 'The referrer’s flag. Unknown is a value of its own.'),
  'knife-enabled': singleValued('Knife enabled', 'The referrer’s flag. Unknown is a value of its own.'),
  'hate-strand': multiValued('Hate crime strand', 'Centrally monitored strands; a crime may have several, or none.'),
  'location-type': singleValued('Kind of place', 'Where the offence happened.'),
  method: singleValued('Method', 'How the offence was done.'),
  alcohol: singleValued('Alcohol involved', 'The referrer’s answer. Unknown is a value of its own.'),
  'time-of-day': singleValued('Time of day', 'Four-hour band of the offence, London time.'),
  'day-of-week': singleValued('Day of week', 'Of the offence.'),
  occupation: singleValued('Occupation', 'Of the victim.'),
  outcome: multiValued('Outcome', 'How support ended. Recorded when a hand-off closes, and so for closed alone.'),
  'decline-reason': multiValued('Reason declined', 'Recorded when a service declines, and so for declined alone.'),
  'held-reason': multiValued(
    'Reason held',
    'Recorded when a referral is held, and so for held alone; it may be held for several.',
  ),
  'not-referred-reason': multiValued(
    'Reason not referred',
    'Recorded for those who were asked and not referred, and for nothing else.',
  ),
  'suspend-reason': multiValued('Why contact stopped', 'Recorded when contact is stopped, and so for that alone.'),
  'return-reason': multiValued('Reason sent back', 'Recorded when a referral is sent back, and so for that alone.'),
  'withdraw-reason': multiValued('Reason withdrawn', 'Recorded when a referral is withdrawn, and so for that alone.'),
  ...monitoringDefinitions,
};

/** Describes a dimension for readers of API responses and files. */
export function describeDimension(name: Dimension): string {
  const { definition, values } = dimensionDefinitions[name];
  return values === undefined ? definition : `${definition} ${values}`;
}

/** Dimensions that only some measures record; every other measure shows 0. */
export const recordingMeasures: Readonly<Partial<Record<Dimension, readonly [Measure, ...Measure[]]>>> = {
  outcome: ['closed'],
  'decline-reason': ['declined'],
  'held-reason': ['held'],
  'not-referred-reason': ['not-referred'],
  'suspend-reason': ['suspended'],
  'return-reason': ['returned'],
  'withdraw-reason': ['withdrawn'],
  'sexual-orientation': ['referrals'],
  religion: ['referrals'],
  'armed-forces': ['referrals'],
  'time-to-contact': ['contacted', 'within-target'],
  'time-to-support': ['supporting'],
};

/** The measure to show a dimension by, where the one that was asked for does not record it. */
export function recordedElsewhere(dimension: Dimension, measure: Measure): Measure | undefined {
  const recording = recordingMeasures[dimension];
  return recording?.includes(measure) ? undefined : recording?.[0];
}

/** Texts of the page that says who saw or changed a referral. */
import type { ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import type { Labels } from './labels.ts';

const reasonRequired: Labels<ReasonRequirement> = {
  'accepted-elsewhere': 'A reason was needed: another service had accepted the case.',
  closed: 'A reason was needed: the service had closed the case.',
};

/** What may be seen beside the parts of a referral, as it stands in the middle of a sentence. */
const special: Readonly<Record<string, string>> = {
  everything: 'all that is held about the person',
  disclosures: 'this list',
  held: 'that it is among all that is held about the person',
  repeatVictim: 'whether they were referred before',
};

export const disclosures = {
  title: 'Who saw or changed this referral',
  lead: 'Newest first. That you looked at this is noted as well, for the next who looks. The victim hub’s list shows who referred and their phone: that is noted once a day for each person.',
  caption: (page: number, of: number): string =>
    of === 1 ? 'Seen and changed' : `Seen and changed, page ${page} of ${of}`,
  columns: { when: 'When', who: 'Who', what: 'What' },
  saw: (parts: readonly string[]): string => `Saw ${parts.join(', ')}`,
  changed: (event: string): string => `Changed: ${event}`,
  why: 'Reason given',
  whyNot: 'No reason is recorded.',
  reasonRequired,
  special,
  /** @param user the stable id, by which an issuer's records can be searched */
  unnamed: (user: string): string => `Somebody without a name in the staff directory (${user})`,
  onBehalfOf: (name: string): string => `${name}, as the system says`,
  client: (id: string): string => `by the system ${id}`,
};

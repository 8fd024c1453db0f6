/** Whose referral it is, and since when the time to refer runs. */
import type { FieldList } from '../field.ts';
import { instant, policeReference, senderReference } from '../kinds.ts';

export const referenceFields = {
  crimeReference: {
    kind: policeReference,
    section: 'reference',
    label: 'Crime reference',
    description: 'The crime number. This or incidentReference is needed.',
    example: '06AB/0001234/26',
    sharing: 'by-agreement',
    page: 'references',
  },
  incidentReference: {
    kind: policeReference,
    section: 'reference',
    label: 'Incident reference',
    description: 'The incident number, or the partner’s own case number.',
    example: 'INC-20261118-0042',
    sharing: 'by-agreement',
    page: 'references',
  },
  victimReference: {
    kind: senderReference,
    section: 'reference',
    label: 'Number of this person',
    description: 'The sender’s own number for this victim of this crime.',
    example: '1',
    default: '1',
    sharing: 'by-agreement',
    page: 'references',
  },
  reportedAt: {
    kind: instant,
    section: 'reference',
    label: 'Reported to the police',
    description: 'When the crime was reported to the police; needed from the police.',
    example: '2026-11-18T21:40:00Z',
    sharing: 'by-agreement',
    page: 'references',
  },
} as const satisfies FieldList;

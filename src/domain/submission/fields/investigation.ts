/** The police investigation, and who helps the victim already. */
import type { FieldList } from '../field.ts';
import { date, email, line, name, oneOf, phone, senderReference, triState } from '../kinds.ts';

const notAsked = 'the form does not ask it yet';

export const investigationFields = {
  'investigation.officer.name': {
    kind: name,
    section: 'investigation',
    label: 'Officer in the case',
    description: 'The officer in the case.',
    example: 'Officer Example',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'investigation.officer.collarNumber': {
    kind: line(20),
    section: 'investigation',
    label: 'Collar number',
    description: 'Their collar number.',
    example: '12345',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'investigation.officer.phone': {
    kind: phone,
    section: 'investigation',
    label: 'Phone of the officer',
    description: 'Their phone.',
    example: '+441614960000',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'investigation.officer.email': {
    kind: email,
    section: 'investigation',
    label: 'Email of the officer',
    description: 'Their e-mail.',
    example: 'officer@example.org',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'investigation.status': {
    kind: oneOf('investigationStatus'),
    section: 'investigation',
    label: 'Status of the investigation',
    description: 'Where the investigation stands.',
    example: 'open',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'investigation.nextHearing': {
    kind: date,
    section: 'investigation',
    label: 'Next hearing',
    description: 'The day of the next hearing.',
    example: '2027-01-14',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'investigation.specialMeasures': {
    kind: triState,
    section: 'investigation',
    label: 'Special measures',
    description: 'Whether special measures at court are asked for or granted.',
    example: 'unknown',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'support[].organisation': {
    kind: line(200),
    section: 'support',
    label: 'Organisation',
    description: 'An organisation that helps them already.',
    example: 'Example Housing',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'support[].role': {
    kind: line(100),
    section: 'support',
    label: 'Role',
    description: 'What it does for them.',
    example: 'key worker',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  groupReference: {
    kind: senderReference,
    section: 'reference',
    label: 'Group reference',
    description:
      'The sender’s own reference for several people harmed in one event. Each service is told which of its cases belong together.',
    example: 'EVENT-17',
    sharing: 'never',
    page: { notAsked },
  },
} as const satisfies FieldList;

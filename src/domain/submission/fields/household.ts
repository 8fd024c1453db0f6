/** Children in the household, and safeguarding referrals. Asked in abuse only; no names. */
import type { FieldList } from '../field.ts';
import { date, integer, oneOf, triState } from '../kinds.ts';

const notAsked = 'the form does not ask it yet';

export const householdFields = {
  'household.children[].age': {
    kind: integer(0, 17),
    section: 'household',
    label: 'Age',
    description: 'In whole years.',
    example: 4,
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'household.children[].livesWithVictim': {
    kind: triState,
    section: 'household',
    label: 'Lives with the victim',
    description: 'Whether the child lives with the victim.',
    example: 'yes',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'household.children[].witnessed': {
    kind: triState,
    section: 'household',
    label: 'Saw or heard it',
    description: 'Whether the child saw, heard or lived with the effects of what happened.',
    example: 'unknown',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'household.pregnant': {
    kind: triState,
    section: 'household',
    label: 'Pregnant',
    description: 'Whether the victim is pregnant.',
    example: 'unknown',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'safeguarding.children': {
    kind: oneOf('safeguardingStatus'),
    section: 'household',
    label: 'Safeguarding referral for children',
    description: 'Whether a safeguarding referral for children was made.',
    example: 'made',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'safeguarding.adult': {
    kind: oneOf('safeguardingStatus'),
    section: 'household',
    label: 'Safeguarding referral for the adult',
    description: 'Whether a safeguarding referral for an adult at risk was made.',
    example: 'not-needed',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'marac.listed': {
    kind: triState,
    section: 'risk',
    label: 'Listed for a Marac',
    description: 'Whether the case is listed for a multi-agency risk assessment conference.',
    example: 'yes',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'marac.on': {
    kind: date,
    section: 'risk',
    label: 'Date of the Marac',
    description: 'The day of the conference. The service is asked to respond before it.',
    example: '2026-12-03',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'marac.repeat': {
    kind: triState,
    section: 'risk',
    label: 'Heard at a Marac before',
    description: 'Whether the case was heard at one before.',
    example: 'no',
    sharing: 'by-agreement',
    page: { notAsked },
  },
} as const satisfies FieldList;

/** The lawful basis of the referral. */
import type { FieldList } from '../field.ts';
import { instant, nullableText, oneOf, triState } from '../kinds.ts';

const notAsked = 'the form does not ask it yet';

export const consentFields = {
  'consent.basis': {
    kind: oneOf('consentBasis'),
    section: 'consent',
    label: 'Basis of the referral',
    description: 'Why the referral may be made.',
    example: 'explicit-consent',
    required: 'Say on what basis the referral is made.',
    sharing: 'by-agreement',
    page: 'consent',
  },
  'consent.personAware': {
    kind: triState,
    section: 'consent',
    label: 'Knows of this referral',
    description: 'Whether the person knows of this referral.',
    example: 'yes',
    sharing: 'safe-contact',
    page: { notAsked },
  },
  'consent.givenBy': {
    kind: oneOf('consentGiver'),
    section: 'consent',
    label: 'Agreed by',
    description: 'Who agreed.',
    example: 'victim',
    sharing: 'by-agreement',
    page: 'consent-details',
  },
  'consent.method': {
    kind: oneOf('consentMethod'),
    section: 'consent',
    label: 'How they agreed',
    description: 'How they agreed.',
    example: 'verbal',
    sharing: 'by-agreement',
    page: 'consent-details',
  },
  'consent.obtainedAt': {
    kind: instant,
    section: 'consent',
    label: 'When they agreed',
    description: 'When.',
    example: '2026-11-18T22:00:00Z',
    sharing: 'by-agreement',
    page: 'consent-details',
  },
  'consent.shareWithPartners': {
    kind: triState,
    section: 'consent',
    label: 'May be shared with partners',
    description: 'Whether the person agreed that the service shares it with its partners.',
    example: 'no',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'consent.feedback': {
    kind: triState,
    section: 'consent',
    label: 'May be asked for feedback',
    description: 'Whether the person agreed to be asked how it went.',
    example: 'unknown',
    sharing: 'by-agreement',
    page: { notAsked },
  },
  'consent.overrideReason': {
    kind: nullableText(1000),
    section: 'consent',
    label: 'Why without consent',
    description: 'Why it goes without consent; needed with safeguarding-override.',
    example: null,
    sharing: 'by-agreement',
    page: 'consent',
  },
} as const satisfies FieldList;

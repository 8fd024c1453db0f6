/** The lawful basis of the referral. */
import type { FieldList } from '../field.ts';
import { instant, nullableText, oneOf } from '../kinds.ts';

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

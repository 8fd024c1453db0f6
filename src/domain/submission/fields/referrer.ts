/** The person who makes the referral. */
import type { FieldList } from '../field.ts';
import { email, line, name, phone } from '../kinds.ts';

export const referrerFields = {
  'referrer.name': {
    kind: name,
    section: 'referrer',
    label: 'Name',
    description: 'Who refers.',
    example: 'Officer Example',
    sharing: 'by-agreement',
    page: 'about-you',
  },
  'referrer.role': {
    kind: line(100),
    section: 'referrer',
    label: 'Role',
    description: 'Their role.',
    example: 'Investigating officer',
    sharing: 'by-agreement',
    page: 'about-you',
  },
  'referrer.email': {
    kind: email,
    section: 'referrer',
    label: 'Email',
    description: 'Their e-mail.',
    example: 'officer@example.org',
    sharing: 'by-agreement',
    page: 'about-you',
  },
  'referrer.phone': {
    kind: phone,
    section: 'referrer',
    label: 'Phone',
    description: 'Their phone.',
    example: '+441614960000',
    sharing: 'by-agreement',
    page: 'about-you',
  },
} as const satisfies FieldList;

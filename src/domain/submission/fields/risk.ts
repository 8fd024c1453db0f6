/** The risk to the victim and to staff, and what the victim needs. */
import type { FieldList } from '../field.ts';
import { boolean, integer, oneOf, someOf, text } from '../kinds.ts';

export const riskFields = {
  'risk.level': {
    kind: oneOf('riskLevel'),
    section: 'risk',
    label: 'Level of risk',
    description: 'The level of risk.',
    example: 'standard',
    sharing: 'by-agreement',
    page: 'risk',
  },
  'risk.tool': {
    kind: oneOf('riskTool'),
    section: 'risk',
    label: 'Risk tool',
    description: 'The risk tool used.',
    example: 'dash',
    sharing: 'by-agreement',
    page: 'risk',
  },
  'risk.score': {
    kind: integer(0, 100),
    section: 'risk',
    label: 'Score',
    description: 'Its score.',
    example: 9,
    sharing: 'by-agreement',
    page: 'risk',
  },
  'risk.professionalJudgement': {
    kind: boolean,
    section: 'risk',
    label: 'Raised by professional judgement',
    description: 'True when judgement raised the level above the score.',
    example: false,
    sharing: 'by-agreement',
    page: 'risk',
  },
  'risk.toStaff': {
    kind: text(1000),
    section: 'risk',
    label: 'Risk to staff',
    description: 'Any risk to staff.',
    example: 'None known.',
    sharing: 'safe-contact',
    page: 'risk',
  },
  wishes: {
    kind: text(1000),
    section: 'needs',
    label: 'What they ask for',
    description: 'What the person asks for, in their words.',
    example: 'Somebody to talk to.',
    sharing: 'by-agreement',
    page: 'needs',
  },
  needs: {
    kind: someOf('need'),
    section: 'needs',
    label: 'Needs',
    description: 'What they need.',
    example: ['emotional-support', 'safety'],
    sharing: 'by-agreement',
    page: 'needs',
  },
} as const satisfies FieldList;

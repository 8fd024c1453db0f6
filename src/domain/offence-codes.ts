/**
 * Home Office codes by offence category (Home Office Counting Rules, grouped where support services do not
 * differ). An unlisted code is kept as sent, with a note on the decision.
 */
import type { OffenceCategory } from './vocabulary.ts';

export const codesByCategory = {
  homicide: ['1', '4.1', '4.2', '4.10'],
  'violence-with-injury': ['2', '5D', '5E', '8N', '8P', '8S', '4.3', '4.7'],
  'violence-without-injury': ['105A', '105B', '104', '3A', '3B', '11A', '13', '14', '36', '106'],
  'stalking-harassment': ['8L', '8M', '8Q'],
  rape: ['19C', '19D', '19E', '19F', '19G', '19H'],
  'other-sexual': [
    ...['17A', '17B', '20A', '20B', '21', '22A', '22B', '23'],
    ...['70', '71', '72', '73', '88A', '88C', '88D', '88E'],
  ],
  robbery: ['34A', '34B'],
  weapons: ['10A', '10B', '10C', '10D', '81', '90'],
  'public-order': ['9A', '9B', '62A', '66'],
  arson: ['56A', '56B'],
  'theft-burglary': [],
  fraud: [],
  other: [],
} as const satisfies Record<OffenceCategory, readonly string[]>;

const categoryByCode = new Map<string, OffenceCategory>(
  (Object.keys(codesByCategory) as OffenceCategory[]).flatMap((category) =>
    codesByCategory[category].map((code): [string, OffenceCategory] => [code, category]),
  ),
);

/** The code as written in the table above: 8n and 008N become 8N, 4.1 stays 4.1. */
export const normaliseCode = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/^0+(?=\d)/, '');

/** Undefined for an unlisted code. */
export const categoryOfCode = (code: string): OffenceCategory | undefined => categoryByCode.get(normaliseCode(code));

/** Human trafficking and modern slavery, whatever the flag says. */
export const isModernSlaveryCode = (code: string | undefined): boolean =>
  code !== undefined && normaliseCode(code) === '106';

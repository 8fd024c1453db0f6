/** What is said once about a field of a referral, and about an object that groups fields. */
import type { Kind } from './kinds.ts';

/** Sections of a referral on pages, in this order: who the person is, then how to contact them safely. */
export const sections = {
  person: 'The person',
  contact: 'How to contact them safely',
  suspects: 'Suspects',
  household: 'The household and safeguarding',
  offence: 'What happened',
  risk: 'Risk',
  needs: 'What they need',
  support: 'Who helps already',
  consent: 'Consent',
  investigation: 'The investigation',
  referrer: 'Who referred them',
  reference: 'References',
  characteristics: 'Equality monitoring',
} as const;
export type Section = keyof typeof sections;

/** Pages of the form; src/web/refer/questions/steps.ts says in which order they come and who meets them. */
export type FormPage =
  | 'about-you'
  | 'person'
  | 'home'
  | 'communication'
  | 'guardian'
  | 'offence'
  | 'references'
  | 'place'
  | 'circumstances'
  | 'suspects'
  | 'summary'
  | 'investigation'
  | 'contact'
  | 'contact-safety'
  | 'post-address'
  | 'contact-more'
  | 'risk'
  | 'household'
  | 'safeguarding'
  | 'marac'
  | 'needs'
  | 'public-funds'
  | 'support'
  | 'consent'
  | 'consent-details'
  | 'awareness'
  | 'equality';

/**
 * Which services may see a field: every service that is given the case, because a safe first contact needs it; those
 * whose sharing agreement lists it; or none.
 */
export const sharings = ['safe-contact', 'by-agreement', 'never'] as const;
export type Sharing = (typeof sharings)[number];

export interface Field {
  kind: Kind;
  section: Section;
  /** Name of the field on pages, in docs and beside the CSV's columns. */
  label: string;
  /** What the API reference says of it. */
  description: string;
  example: string | number | boolean | null | readonly string[];
  /** What a sender is told when it is missing, or true for "This is needed." Without this it may be left out. */
  required?: string | true;
  /** The value when it is left out. */
  default?: string;
  sharing: Sharing;
  /** The page of the form that asks it, or why no page does. */
  page: FormPage | { notAsked: string };
}

/** An object of fields: `victim.address` holds `victim.address.postcode`. */
export interface Branch {
  description: string;
  /** As for a field. */
  required?: string | true;
  example?: Readonly<Record<string, string>>;
}
/** Objects in a list: `suspects[]` holds `suspects[].name`. */
export interface ListBranch extends Branch {
  max: number;
  /** What one of them is, on pages. */
  item: string;
}

/** By path, which goes through objects (`victim.address.postcode`) and lists of objects (`suspects[].name`). */
export type FieldList = Readonly<Record<string, Field>>;
export type BranchList = Readonly<Record<string, Branch | ListBranch>>;

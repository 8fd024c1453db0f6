/** What the texts of a question are, and faults that several questions share. */
import type { FaultCode } from '#src/domain/judgement/fault-codes.ts';

export interface QuestionTexts {
  label: string;
  hint?: string;
  /** Name of the question at the start of an error; the label by default. */
  subject?: string;
  /** Errors by fault; the rules' own sentence by default. */
  faults?: Partial<Record<FaultCode, string>>;
  /** Errors for the police, where they are asked something else. */
  policeFaults?: Partial<Record<FaultCode, string>>;
  /** Labels of checkboxes. */
  items?: Readonly<Record<string, string>>;
}

export const phoneFault = 'Enter a whole phone number, like 0161 496 0000, or with its country code';
export const emailFault = 'Enter an email address in the correct format, like name@example.org';
export const nameFaults = { 'invalid-value': 'Enter the name in letters' } as const;

/** What is wrong with an input before any rule looks at it. */
import type { DateFault, DatePart } from '../../form/date-parts.ts';
import type { QuestionName } from './asked-fields.ts';

/** A missing answer, or a date, time or number that cannot be read. The rules check what the answers mean. */
export type InputFault =
  | { field: string; question: QuestionName; date: DateFault; parts: readonly DatePart[] }
  | { field: string; question: QuestionName; time: 'missing' | 'not-real' }
  | { field: string; question: QuestionName; number: 'not-whole' }
  | { field: string; question: QuestionName; missing: true };

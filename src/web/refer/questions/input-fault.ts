/** What is wrong with an input before any rule looks at it. */
import type { DateFault, DatePart } from '../../form/date-parts.ts';
import type { ItemName, QuestionName } from './question-definitions.ts';

type AnyName = QuestionName | ItemName;

/** A missing answer, or a date, time or number that cannot be read. The rules check what the answers mean. */
export type InputFault =
  | { field: string; question: AnyName; date: DateFault; parts: readonly DatePart[] }
  | { field: string; question: AnyName; time: 'missing' | 'not-real' }
  | { field: string; question: AnyName; number: 'not-whole' }
  | { field: string; question: AnyName; missing: true };

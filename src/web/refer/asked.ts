/**
 * What the pages ask for though the API leaves it open. A form is answered by a person, who can say "I do not know":
 * what they leave out tells nobody whether it was no, not known, or not seen.
 */
import { allTyped, type Values } from '../form/errors.ts';
import type { TypedFault } from './body.ts';
import { type QuestionName, questions } from './questions.ts';

const isEmpty = (answers: Values, name: QuestionName): boolean =>
  allTyped(answers, name).every((value) => value.trim() === '');

/** A service must be able to call back whoever referred: in one of these ways at least. */
const waysBack: readonly [QuestionName, ...QuestionName[]] = ['your-email', 'your-phone'];

/** @param asked the questions of a page */
export function missingOn(asked: readonly QuestionName[], answers: Values): TypedFault[] {
  const missing = asked.filter((name) => questions[name].required && isEmpty(answers, name));
  if (asked.includes(waysBack[0]) && waysBack.every((way) => isEmpty(answers, way))) missing.push(waysBack[0]);
  return missing.map((name) => ({ field: name, question: name, missing: true }));
}

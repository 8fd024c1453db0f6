/**
 * Answers that the pages require although the API does not. A person filling in a form can answer "I do not know";
 * an empty answer would not show whether it means no, not known, or overlooked.
 */
import { allTyped, type Values } from '../form/errors.ts';
import type { TypedFault } from './body.ts';
import { type QuestionName, questions } from './questions.ts';

const isEmpty = (answers: Values, name: QuestionName): boolean =>
  allTyped(answers, name).every((value) => value.trim() === '');

/** A service must be able to contact the referrer, so at least one of these is required. */
const waysBack: readonly [QuestionName, ...QuestionName[]] = ['your-email', 'your-phone'];

/** @param names the questions of a page */
export function missingOn(asked: readonly QuestionName[], answers: Values): TypedFault[] {
  const missing = asked.filter((name) => questions[name].required && isEmpty(answers, name));
  if (asked.includes(waysBack[0]) && waysBack.every((way) => isEmpty(answers, way))) missing.push(waysBack[0]);
  return missing.map((name) => ({ field: name, question: name, missing: true }));
}

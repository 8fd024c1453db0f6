/**
 * Answers that the pages require although the API does not. A person filling in a form can answer "I do not know";
 * an empty answer would not show whether it means no, not known, or overlooked.
 */
import type { Area } from '#src/domain/area.ts';
import { homeCountry } from '#src/domain/countries.ts';
import { homeDistrictOf } from '#src/domain/home-district.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { allValues, type FormValues } from '../../form/errors.ts';
import type { InputFault } from './input-fault.ts';
import type { QuestionName } from './question-definitions.ts';
import { questions } from './questions.ts';

const isEmpty = (answers: FormValues, name: QuestionName): boolean =>
  allValues(answers, name).every((value) => value.trim() === '');

/** A service must be able to contact the referrer, so at least one of these is required. */
const callbackQuestions: readonly [QuestionName, ...QuestionName[]] = ['your-email', 'your-phone'];

/** @param names the questions of a page */
export function findMissingAnswers(names: readonly QuestionName[], answers: FormValues): InputFault[] {
  const missing = names.filter((name) => questions[name].required && isEmpty(answers, name));
  if (names.includes(callbackQuestions[0]) && callbackQuestions.every((name) => isEmpty(answers, name)))
    missing.push(callbackQuestions[0]);
  return missing.map((name) => ({ field: name, question: name, missing: true }));
}

/** The home district is asked only where the address does not tell it. */
export function findMissingDistrict(
  { victim = {} }: PartialSubmission,
  answers: FormValues,
  { rules }: Pick<Area, 'rules'>,
): InputFault[] {
  const { address = {}, noFixedAddress } = victim;
  const isTold =
    noFixedAddress === true ||
    (address.country ?? homeCountry) !== homeCountry ||
    homeDistrictOf(address, rules) !== undefined;
  if (isTold || !isEmpty(answers, 'homeDistrict')) return [];
  return [{ field: 'homeDistrict', question: 'homeDistrict', missing: true }];
}

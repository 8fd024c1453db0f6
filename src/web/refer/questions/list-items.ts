/** The objects of a list as a form posts them: add one, remove one, and leave out those that were left empty. */
import { allValues, type FormValues, firstValue } from '../../form/errors.ts';
import { buttonField } from '../drafts/hidden-fields.ts';
import type { ItemName, QuestionName } from './question-definitions.ts';
import { inputsOf, inputsOfItem, itemInput, type ListQuestion, questions } from './questions.ts';

type Answers = Record<string, string | string[]>;

const isFilled = (answers: FormValues, inputs: readonly string[]): boolean =>
  inputs.some((input) => allValues(answers, input).some((value) => value.trim() !== ''));

/**
 * Positions of the objects that have an answer.
 * @param items the questions that count
 */
export const filledPositions = (
  name: QuestionName,
  { max }: ListQuestion,
  answers: FormValues,
  items: readonly ItemName[],
): number[] =>
  Array.from({ length: max }, (_, position) => position).filter((position) =>
    isFilled(
      answers,
      items.flatMap((item) => inputsOf(item, itemInput(name, position, item))),
    ),
  );

/** Moves the objects together, so that none is empty. */
export function closeGaps(name: QuestionName, list: ListQuestion, answers: Answers, removed?: number): Answers {
  const own = new Set(inputsOf(name));
  const closed = Object.fromEntries(Object.entries(answers).filter(([input]) => !own.has(input)));
  const kept = filledPositions(name, list, answers, list.items).filter((position) => position !== removed);
  for (const [to, from] of kept.entries()) {
    const target = inputsOfItem(name, list, to);
    for (const [index, input] of inputsOfItem(name, list, from).entries()) {
      const value = answers[input];
      if (value !== undefined) closed[target[index] ?? ''] = value;
    }
  }
  return closed;
}

/** The query parameter with the list of which one more object is shown. */
export const anotherParameter = 'another';

export type ItemButton = { list: QuestionName; another: true } | { list: QuestionName; removed: number };

export const buttonValueOf = (pressed: ItemButton): string =>
  'another' in pressed ? `add ${pressed.list}` : `remove ${pressed.list} ${pressed.removed}`;

/** The button of a list that was pressed; undefined for the other buttons of a page. */
export function pressedItemButton(form: FormValues, names: readonly QuestionName[]): ItemButton | undefined {
  const [action, name, position = ''] = firstValue(form, buttonField).split(' ');
  const list = names.find((one) => one === name && questions[one].kind === 'list');
  if (!list) return undefined;
  if (action === 'add') return { list, another: true };
  return action === 'remove' && /^\d{1,2}$/.test(position) ? { list, removed: Number(position) } : undefined;
}

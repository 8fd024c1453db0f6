/** Shows a referral, or the part of it that the viewer may see, as sections of labelled answers. */
import type { Area } from '#src/domain/area.ts';
import { type Section, sections } from '#src/domain/submission/field.ts';
import type { Kind } from '#src/domain/submission/kinds.ts';
import { type FieldPath, fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';
import { countryName } from './countries.ts';
import { districtName } from './district-name.ts';
import type { Answer, AnswerSection } from './form/patterns.ts';
import { formatPhoneNumber } from './format-phone.ts';
import { formatDateTimeWithYear, formatTimeOfDay } from './format-time.ts';
import type { Content } from './html.ts';
import { joinLines, withLineBreaks } from './html.ts';
import { languageName } from './languages.ts';
import type { Texts } from './texts/en.ts';

/**
 * @param submission an object of the submission's shape, which may be partial; missing fields are omitted
 * @param changeHref target of the Change link of an answer, on check-your-answers; `item` is the position in a list
 * @param omittedPaths fields that the page shows elsewhere
 * @param whereEmpty what to show of a field without a value; undefined to leave it out. An object of a list without any is
 * asked about once, for its list.
 */
export function submissionSections(
  submission: unknown,
  texts: Texts,
  area: Area,
  changeHref?: (path: FieldPath, item?: number) => string | undefined,
  omittedPaths: readonly FieldPath[] = [],
  whereEmpty: (path: FieldPath) => { key?: string; value: Content } | undefined = () => undefined,
): AnswerSection[] {
  const answersByTitle = new Map<string, Answer[]>();
  for (const path of pathsBySection) {
    if (omittedPaths.includes(path)) continue;
    const { section, kind } = fieldAt(path);
    for (const { value, item } of valuesAt(submission, path)) {
      const shown = isEmpty(value) ? whereEmpty(path) : { value: formatAnswer(kind, value, texts, area) };
      if (!shown) continue;
      const title = item === undefined ? texts.fields.sections[section] : texts.fields.item(path, item);
      const answer: Answer = { key: texts.fields.labels[path], ...shown, change: changeHref?.(path, item) };
      answersByTitle.set(title, [...(answersByTitle.get(title) ?? []), answer]);
    }
  }
  return [...answersByTitle].map(([title, answers]) => ({ title, answers }));
}

const sectionOrder = Object.keys(sections) as Section[];
const pathsBySection = fieldPaths.toSorted(
  (one, other) => sectionOrder.indexOf(fieldAt(one).section) - sectionOrder.indexOf(fieldAt(other).section),
);

interface FieldValue {
  value: unknown;
  /** Position in a list of objects, from 0; undefined for a field that is in none. */
  item?: number;
}

/** The values of a field, one for each object of a list; undefined alone where the list has none. */
function valuesAt(submission: unknown, path: FieldPath): FieldValue[] {
  const [list, rest] = path.split('[].');
  if (rest === undefined) return [{ value: valueAt(submission, path) }];
  const items = itemsAt(submission, list ?? '');
  return items.length === 0 ? [{ value: undefined }] : items.map((one, item) => ({ value: valueAt(one, rest), item }));
}

function itemsAt(submission: unknown, path: string): unknown[] {
  const list = valueAt(submission, path);
  return Array.isArray(list) ? list : [];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function formatAnswer(kind: Kind, value: unknown, texts: Texts, area: Area): Content {
  if (Array.isArray(value)) return joinLines(value.map((one) => formatAnswer(kind, one, texts, area)));
  if (typeof value === 'boolean') return value ? texts.fields.yes : texts.fields.no;
  const text = String(value);
  switch (kind.type) {
    case 'instant':
      return formatDateTimeWithYear(text);
    case 'date':
      return texts.forms.longDate(text);
    case 'timeOfDay':
      return formatTimeOfDay(text);
    case 'phone':
      return formatPhoneNumber(text);
    case 'country':
      return countryName(text, texts.language);
    case 'language':
      return languageName(text, texts.language, texts.refer.languages);
    case 'district':
      return districtName(texts, area, text);
    case 'oneOf':
    case 'someOf': {
      const words: Readonly<Record<string, string>> = texts.words[kind.vocabulary];
      return words[text] ?? text;
    }
    default:
      return withLineBreaks(text);
  }
}

/** The value at a dotted path of a submission, which may be partial. */
export function valueAt(submission: unknown, path: string): unknown {
  let node: unknown = submission;
  for (const name of path.split('.')) {
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, name)) return undefined;
    node = (node as Record<string, unknown>)[name];
  }
  return node;
}

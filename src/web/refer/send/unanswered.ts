/** What check-your-answers shows of a question without an answer. */
import { homeDistrictOf } from '#src/domain/home-district.ts';
import { type FieldPath, fieldAt, pointerOf } from '#src/domain/submission/registry.ts';
import type { ReferCall } from '../../app/page.ts';
import { districtName, unknownDistrict } from '../../district-name.ts';
import { allValues, firstValue } from '../../form/errors.ts';
import type { Content } from '../../html.ts';
import type { Journey } from '../journey/journey.ts';
import {
  type ItemName,
  itemNamesOf,
  pageOf,
  pathsOf,
  type QuestionName,
  questionDefinitions,
} from '../questions/question-definitions.ts';
import { questionAt } from '../questions/question-errors.ts';
import { noneOfThese, questions } from '../questions/questions.ts';
import { isOverride } from '../questions/referral-body.ts';
import { isAsked, questionsOf } from '../questions/steps.ts';

interface Unanswered {
  /** Instead of the field's label. */
  key?: string;
  /** Empty where it is shown as not answered. */
  value: Content;
}

/** Undefined for a field that is not asked in this referral, or only after the answers are checked. */
export function unanswered(call: ReferCall, journey: Journey, path: FieldPath): Unanswered | undefined {
  if (typeof fieldAt(path).page !== 'string') return undefined;
  const name = questionAt(pointerOf(path));
  if (name === undefined || !isAskedBefore(journey, name)) return undefined;
  if (name === 'overrideReason' && !isOverride(journey.content.answers)) return undefined;
  const definition = questionDefinitions[name];
  if ('list' in definition) return unansweredInList(call, journey, name, path);
  return { value: emptyValueOf(call, journey, name) };
}

/** An answer that is not sent, such as "None of these", is an answer all the same. */
function emptyValueOf(call: ReferCall, journey: Journey, name: QuestionName): Content {
  const { fields, refer } = call.site.texts;
  switch (questions[name].kind) {
    case 'ticks':
      return fields.no;
    case 'country':
      return refer.homeCountry;
    case 'choices':
      return allValues(journey.content.answers, name).includes(noneOfThese) ? refer.noneOfThese : '';
    case 'district':
      return districtOf(call, journey, name);
    default:
      return '';
  }
}

function isAskedBefore({ prepared: { steps, audience } }: Journey, name: QuestionName): boolean {
  const step = pageOf(name);
  return step !== 'equality' && steps.includes(step) && questionsOf(step, audience).includes(name);
}

/** A list without any object is one row; in an object, each question that is asked. */
function unansweredInList(
  { site }: ReferCall,
  { prepared: { audience, validPart } }: Journey,
  name: QuestionName,
  path: FieldPath,
): Unanswered | undefined {
  const definition = questionDefinitions[name];
  if (!('list' in definition)) return undefined;
  const items = itemNamesOf(definition).filter((item: ItemName) => isAsked(item, audience));
  const list = definition.list.slice(0, -'[]'.length).split('.');
  const objects = list.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], validPart);
  if (Array.isArray(objects) && objects.length > 0) {
    return items.some((item) => pathsOf(questionDefinitions[item]).includes(path)) ? { value: '' } : undefined;
  }
  const [first] = pathsOf(definition);
  const label = site.texts.refer.questions[name].label;
  return path === first ? { key: `${label.charAt(0).toUpperCase()}${label.slice(1)}`, value: '' } : undefined;
}

/** A home district that was left out may be known from the postcode. */
function districtOf({ area, site }: ReferCall, journey: Journey, name: QuestionName): Content {
  const { texts } = site;
  const { answers } = journey.content;
  if (firstValue(answers, name) === unknownDistrict) return texts.refer.district.unknown;
  if (name !== 'homeDistrict') return '';
  const found = homeDistrictOf(journey.prepared.validPart.victim?.address, area.rules);
  return found === undefined ? '' : texts.refer.district.fromPostcode(districtName(texts, area, found));
}

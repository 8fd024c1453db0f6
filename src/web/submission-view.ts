/** Shows a referral, or the part of it that the viewer may see, as sections of labelled answers. */
import type { Area } from '#src/domain/area.ts';
import type { Answer, AnswerSection } from './form/patterns.ts';
import { formatPhoneNumber } from './format-phone.ts';
import { formatDateTimeWithYear, formatTimeOfDay } from './format-time.ts';
import type { Content } from './html.ts';
import { joinLines, withLineBreaks } from './html.ts';
import { languageName } from './languages.ts';
import type { Texts } from './texts/en.ts';

type Path = keyof Texts['fields']['labels'];
type Section = keyof Texts['fields']['sections'];

/** Which vocabulary of the texts names the values of a field. */
const vocabularyOf: Partial<Record<Path, keyof Texts['words']>> = {
  'victim.role': 'victimRole',
  'victim.sex': 'sex',
  'victim.ethnicity': 'ethnicity',
  'victim.occupation': 'occupation',
  'offence.category': 'offenceCategory',
  'offence.locationType': 'locationType',
  'offence.method': 'method',
  'offence.hateStrands': 'hateStrand',
  'offence.alcoholInvolved': 'triState',
  'offence.domesticAbuse': 'triState',
  'offence.knifeEnabled': 'triState',
  'offence.firearm': 'triState',
  'offence.honourBased': 'triState',
  'offence.modernSlavery': 'triState',
  'offence.childExploitation': 'triState',
  'contact.safe.call': 'triState',
  'contact.safe.voicemail': 'triState',
  'contact.safe.text': 'triState',
  'contact.safe.email': 'triState',
  'contact.safe.post': 'triState',
  'risk.level': 'riskLevel',
  'risk.tool': 'riskTool',
  needs: 'need',
  'consent.basis': 'consentBasis',
  'consent.givenBy': 'consentGiver',
  'consent.method': 'consentMethod',
};
const instantPaths: readonly Path[] = ['reportedAt', 'consent.obtainedAt'];
const datePaths: readonly Path[] = ['victim.dateOfBirth', 'offence.occurredOn'];
const phonePaths: readonly Path[] = [
  'contact.phone',
  'contact.alternative.phone',
  'victim.guardian.phone',
  'referrer.phone',
];
const districtPaths: readonly Path[] = ['offence.district', 'victim.address.district'];

const sectionOf = (path: Path): Section => {
  if (path.startsWith('victim')) return path === 'victimReference' ? 'reference' : 'person';
  const [head] = path.split('.');
  if (head === 'contact' || head === 'offence' || head === 'risk' || head === 'consent' || head === 'referrer')
    return head;
  return path === 'needs' ? 'needs' : 'reference';
};

/** Who the person is comes first, then how to contact them safely. */
const sectionOrder: readonly Section[] = [
  'person',
  'contact',
  'offence',
  'risk',
  'needs',
  'consent',
  'referrer',
  'reference',
];

/**
 * @param submission an object of the submission's shape, which may be partial; missing fields are omitted
 * @param changeHref target of the Change link of an answer, on check-your-answers
 * @param omittedPath a field that the page shows elsewhere
 */
export function submissionSections(
  submission: unknown,
  texts: Texts,
  area: Area,
  changeHref?: (section: Section, path: Path) => string | undefined,
  omittedPath?: Path,
): AnswerSection[] {
  const bySection = new Map<Section, Answer[]>(sectionOrder.map((section) => [section, []]));
  for (const path of Object.keys(texts.fields.labels) as Path[]) {
    const value = valueAt(submission, path);
    if (path === omittedPath || isEmpty(value)) continue;
    const section = sectionOf(path);
    const href = changeHref?.(section, path);
    const answer: Answer = { key: texts.fields.labels[path], value: formatAnswer(path, value, texts, area) };
    bySection.get(section)?.push(href === undefined ? answer : { ...answer, change: href });
  }
  return [...bySection]
    .filter(([, answers]) => answers.length > 0)
    .map(([section, answers]) => ({ title: texts.fields.sections[section], answers }));
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function formatAnswer(path: Path, value: unknown, texts: Texts, area: Area): Content {
  if (Array.isArray(value)) {
    return joinLines(value.map((one) => formatAnswer(path, one, texts, area)));
  }
  if (typeof value === 'boolean') return value ? texts.fields.yes : texts.fields.no;
  const text = String(value);
  if (instantPaths.includes(path)) return formatDateTimeWithYear(text);
  if (datePaths.includes(path)) return texts.forms.longDate(text);
  if (phonePaths.includes(path)) return formatPhoneNumber(text);
  if (path === 'offence.occurredAt') return formatTimeOfDay(text);
  if (path === 'victim.language') return languageName(text, texts.language, texts.refer.languages);
  if (districtPaths.includes(path)) return area.districts.find((district) => district.code === text)?.name ?? text;
  const vocabulary = vocabularyOf[path];
  const valueTexts: Record<string, string> = vocabulary ? texts.words[vocabulary] : {};
  return valueTexts[text] ?? withLineBreaks(text);
}

/** The value at a path of a submission, which may be partial. */
export function valueAt(submission: unknown, path: Path): unknown {
  let node: unknown = submission;
  for (const name of path.split('.')) {
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, name)) return undefined;
    node = (node as Record<string, unknown>)[name];
  }
  return node;
}

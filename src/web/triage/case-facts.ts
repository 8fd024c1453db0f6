/** What a decision needs to know of a case, and nothing that says who the person is. */
import type { CaseHead } from '#src/domain/case/model.ts';
import type { CaseFacts } from '#src/domain/counting/model.ts';
import type { Priority, RiskLevel } from '#src/domain/vocabulary.ts';
import type { TriageCall } from '../app/page.ts';
import { tag } from '../components/tag.ts';
import { type Content, html, type Markup } from '../html.ts';
import { testTagClasses } from '../layout.ts';
import type { Texts } from '../texts/en.ts';

type Risk = RiskLevel | 'unknown';
const riskClasses: Partial<Record<Risk, string>> = { high: 'govuk-tag--red' };
const priorityClasses: Partial<Record<Priority, string>> = { high: 'govuk-tag--red', enhanced: 'govuk-tag--orange' };

/** In colour where it is urgent, and always in words. */
const marked = (text: string, classes: string | undefined): Markup =>
  classes === undefined ? html`${text}` : tag({ text, classes });

export const riskText = ({ work, words }: Texts, risk: Risk): Markup =>
  marked(risk === 'unknown' ? work.duplicate.unknownRisk : words.riskLevel[risk], riskClasses[risk]);

export const priorityText = ({ words }: Texts, priority: Priority): Markup =>
  marked(words.priority[priority], priorityClasses[priority]);

/** Nothing of a case that is no test. */
export const testTag = ({ site }: Texts, { test }: Pick<CaseFacts, 'test'>): Content =>
  test && tag({ text: site.test.tag, classes: testTagClasses });

export function factLines({ site: { texts } }: TriageCall, { facts, priority }: CaseHead): Markup {
  const { columns } = texts.work.duplicate;
  const test = testTag(texts, facts);
  return html`${test && html`${test}<br>`}${texts.words.offenceCategory[facts.offence]}<br>${columns.ageBand}: ${texts.words.ageBand[facts.ageBand]}
  <br>${columns.risk}: ${riskText(texts, facts.risk)}<br>${columns.priority}: ${priorityText(texts, priority)}`;
}

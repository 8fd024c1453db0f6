/** The statement on the average month, ready to paste. */
import { metrics } from '#src/domain/counting/registry.ts';
import type { MonthComparison, MonthlyMean } from '#src/domain/volumes/compare.ts';
import { formatCount } from '../charts/figure.ts';
import { details } from '../components/details.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { enoughIn, type Figures } from './figures.ts';
import { partIds } from './part-ids.ts';

function describeMeans(texts: Texts, what: string, current: MonthlyMean, baseline: MonthlyMean): string[] {
  const words = texts.dashboard.statement;
  const now =
    current.mean !== null && current.from && current.to
      ? [words.current(what, current.months, current.from, current.to, formatCount(texts, current.mean))]
      : [];
  const before =
    baseline.mean !== null && baseline.from && baseline.to
      ? [words.baseline(baseline.months, baseline.from, baseline.to, formatCount(texts, baseline.mean))]
      : [];
  return [...now, ...before];
}

/** Names of the missing months; consecutive ones as a range. */
function missingMonthRanges(texts: Texts, months: readonly string[]): string[] {
  const words = texts.dashboard;
  const ranges: { first: string; last: string }[] = [];
  const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  for (const month of months) {
    const open = ranges.at(-1);
    if (open && monthNumber(month) === monthNumber(open.last) + 1) open.last = month;
    else ranges.push({ first: month, last: month });
  }
  return ranges.map(({ first, last }) =>
    words.statement.from(words.monthYear(`${first}-01`), words.monthYear(`${last}-01`)),
  );
}

export function statementText(texts: Texts, what: string, comparison: MonthComparison, enough: number): string[] {
  const { current, baseline } = comparison;
  return [...describeMeans(texts, what, current, baseline), ...describeMeansChange(texts, comparison, enough)];
}

function describeMeansChange(
  texts: Texts,
  { current, baseline, changePercent, reason, missingMonths = [] }: MonthComparison,
  enough: number,
): string[] {
  const words = texts.dashboard.statement;
  if (changePercent === null) {
    const missing = missingMonths.length > 0 ? [words.missing(missingMonthRanges(texts, missingMonths))] : [];
    return [...(reason ? [words.cannotSay[reason]] : []), ...missing];
  }
  const hasEnough = (baseline.sum ?? 0) >= enough;
  return hasEnough
    ? [words.byPercent(changePercent)]
    : [describeDifference(texts, current, baseline), words.smallBase(enough)];
}

function describeDifference(texts: Texts, current: MonthlyMean, baseline: MonthlyMean): string {
  const words = texts.dashboard.statement;
  const difference = Math.round(10 * ((current.mean ?? 0) - (baseline.mean ?? 0))) / 10;
  if (difference === 0) return words.sameMean;
  const said = texts.charts.number(Math.abs(difference));
  return difference > 0 ? words.more(said) : words.fewer(said);
}

/** Where the months before were not all counted, of those that were, and why. */
export function statementPart(texts: Texts, figures: Figures): Markup {
  const words = texts.dashboard.statement;
  const { title } = metrics[figures.overTime.query.measure];
  const { shorterStatement, statement, firstDay, countedFrom = '' } = figures;
  const enough = enoughIn(figures);
  const why =
    shorterStatement &&
    (firstDay === undefined
      ? words.fewBefore(statement.baseline.months, countedFrom)
      : words.notAll(statement.baseline.months, missingMonthRanges(texts, statement.missingMonths ?? [])));
  return html`<h2 class="govuk-heading-m" id="${partIds.averageMonth}">${words.title}</h2>
  <p class="govuk-body" id="statement">${statementText(texts, title, shorterStatement ?? statement, enough).join(' ')}</p>
  ${why && html`<p class="govuk-body-s">${why}</p>`}
  ${details({
    summaryText: words.caveatsTitle,
    html: html`<ul class="govuk-list govuk-list--bullet">${words.caveats(enough).map((line: string) => html`<li>${line}</li>`)}</ul>`,
  })}`;
}

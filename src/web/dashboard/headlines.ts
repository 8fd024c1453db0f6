/** The key figures with their definitions and changes, and the statement on the average month. */
import { metrics } from '#src/domain/counting/registry.ts';
import type { MonthComparison, MonthlyMean } from '#src/domain/volumes/compare.ts';
import { formatCount } from '../charts/figure.ts';
import { details } from '../components/details.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { type Figures, type Headline, shareOf } from './figures.ts';

/** Smaller counts get no percentage: a difference of one person would look like a large change. */
const minForPercent = 20;

/** Describes a change in words, because a colour or an arrow alone is not accessible. */
export function describeChange(texts: Texts, count: number | null, previous: number | null): string {
  const words = texts.dashboard.headline;
  if (count === null || previous === null) return words.unknown;
  const from = formatCount(texts, previous);
  if (count === previous) return words.same(from);
  const share = Math.abs(count - previous) / previous;
  const percent = texts.charts.per100(share);
  // Of published figures 0 may stand for a few.
  const isKnown = count > 0 || texts.charts.count(0) === texts.charts.number(0);
  const showsPercent = isKnown && previous >= minForPercent && Math.round(share * 100) > 0;
  if (count > previous) return showsPercent ? words.up(percent, from) : words.rose(from);
  return showsPercent ? words.down(percent, from) : words.fell(from);
}

/** Shares are compared as shares: a number may fall because there was less to do. */
function shareText(texts: Texts, figures: Figures, { measure, count, previous }: Headline): Content {
  const words = texts.dashboard.headline;
  const contacted = figures.headlines.find((one) => one.measure === 'contacted');
  const denominators = {
    'within-code': { now: figures.policeReferrals, before: figures.previousPoliceReferrals },
    'within-target': { now: contacted?.count ?? null, before: contacted?.previous },
  };
  if (measure !== 'within-code' && measure !== 'within-target') return undefined;
  const { now: denominator, before } = denominators[measure];
  const share = shareOf(figures, count, denominator);
  if (share === undefined || denominator === null) return undefined;
  const earlier = shareOf(figures, previous ?? null, before ?? null);
  const denominatorText = measure === 'within-code' ? words.policeReferrals : words.firstContacts;
  return html`<p class="govuk-body-s govuk-!-margin-bottom-1">${words.shareOf(texts.charts.per100(share), denominatorText(texts.charts.number(denominator)))}${earlier === undefined ? '' : `, ${describeShareChange(texts, share, earlier)}`}</p>`;
}

function describeShareChange(texts: Texts, share: number, earlier: number): string {
  const words = texts.dashboard.headline;
  const [now, before] = [texts.charts.per100(share), texts.charts.per100(earlier)];
  if (now === before) return words.shareSame;
  return share > earlier ? words.shareUp(before) : words.shareDown(before);
}

const isShare = (measure: Headline['measure']): boolean => measure === 'within-code' || measure === 'within-target';

/** Two comparisons on a page say how they differ, if they do. */
function comparedWith(texts: Texts, { previousRange, statement: { baseline } }: Figures): string {
  const words = texts.dashboard.headline;
  const isAlike = baseline.from === previousRange.from && baseline.to === previousRange.to;
  const range = words.comparedWith(previousRange.from, previousRange.to);
  return isAlike ? range : `${range} ${words.averageComparedWith(baseline.months)}`;
}

export function headlineFigures(texts: Texts, figures: Figures): Markup {
  const words = texts.dashboard.headline;
  const { firstDay, headlines } = figures;
  const isCompared = headlines.some((one) => one.previous !== undefined);
  const lead = isCompared ? comparedWith(texts, figures) : firstDay && words.notCompared(firstDay);
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${lead && html`<p class="govuk-body">${lead}</p>`}
  <ul class="app-multiples app-headlines">${headlines.map((one) => {
    const { title, definition } = metrics[one.measure];
    const change =
      one.previous === undefined || isShare(one.measure) ? undefined : describeChange(texts, one.count, one.previous);
    return html`<li data-measure="${one.measure}">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-0">${title}</h3>
      <p class="govuk-heading-l govuk-!-margin-bottom-0">${formatCount(texts, one.count)}</p>
      ${change && html`<p class="govuk-body-s govuk-!-margin-bottom-1">${change}</p>`}
      ${shareText(texts, figures, one)}
      <p class="govuk-body-s app-headlines__definition">${definition} <a class="govuk-link" href="/help/figures#${one.measure}" aria-label="${words.link(title)}">${words.linkText}</a></p>
    </li>
    `;
  })}</ul>`;
}

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

export function statementText(
  texts: Texts,
  what: string,
  { current, baseline, ...denominatorText }: MonthComparison,
): string[] {
  const words = texts.dashboard.statement;
  const { changePercent, reason, missingMonths = [] } = denominatorText;
  const change =
    changePercent === null
      ? [
          ...(reason ? [words.cannotSay[reason]] : []),
          ...(missingMonths.length > 0 ? [words.missing(missingMonthRanges(texts, missingMonths))] : []),
        ]
      : [changePercent > 0 ? words.up(changePercent) : changePercent < 0 ? words.down(-changePercent) : words.same];
  return [...describeMeans(texts, what, current, baseline), ...change];
}

export function statementPart(texts: Texts, figures: Figures): Markup {
  const words = texts.dashboard.statement;
  const { title } = metrics[figures.overTime.query.measure];
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  <p class="govuk-body" id="statement">${statementText(texts, title, figures.statement).join(' ')}</p>
  ${details({
    summaryText: words.caveatsTitle,
    html: html`<ul class="govuk-list govuk-list--bullet">${words.caveats.map((line: string) => html`<li>${line}</li>`)}</ul>`,
  })}`;
}

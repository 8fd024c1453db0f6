/** The key figures with their definitions and changes, and the statement on the average month. */
import { metrics } from '#src/domain/counting/registry.ts';
import type { MeanOf, Statement } from '#src/domain/volumes/compare.ts';
import { shown } from '../charts/figure.ts';
import { details } from '../components/details.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import type { Figures, Headline } from './ask.ts';

/** Smaller counts get no percentage: a difference of one person would look like a large change. */
const leastForPercent = 20;

/** Describes a change in words, because a colour or an arrow alone is not accessible. */
export function changeOf(texts: Texts, count: number | null, before: number | null): string {
  const words = texts.dashboard.headline;
  if (count === null || before === null) return words.unknown;
  const from = texts.charts.number(before);
  if (count === before) return words.same(from);
  const share = Math.abs(count - before) / before;
  const percent = texts.charts.per100(share);
  const isSaid = before >= leastForPercent && Math.round(share * 100) > 0;
  if (count > before) return isSaid ? words.up(percent, from) : words.rose(from);
  return isSaid ? words.down(percent, from) : words.fell(from);
}

function shareOf(texts: Texts, figures: Figures, { measure, count }: Headline): Content {
  const words = texts.dashboard.headline;
  const contacted = figures.headlines.find((one) => one.measure === 'contacted')?.count ?? null;
  const whole = { 'within-code': figures.policeReferrals, 'within-target': contacted };
  if (measure !== 'within-code' && measure !== 'within-target') return undefined;
  const of = whole[measure];
  if (count === null || !of) return undefined;
  const said = measure === 'within-code' ? words.policeReferrals : words.firstContacts;
  return html`<p class="govuk-body-s govuk-!-margin-bottom-1">${words.shareOf(texts.charts.per100(count / of), said(texts.charts.number(of)))}</p>`;
}

export function headlineFigures(texts: Texts, figures: Figures): Markup {
  const words = texts.dashboard.headline;
  const { before, firstDay, headlines } = figures;
  const compared = headlines.some((one) => one.before !== undefined);
  const lead = compared ? words.before(before.from, before.to) : firstDay && words.notBefore(firstDay);
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${lead && html`<p class="govuk-body">${lead}</p>`}
  <ul class="app-multiples app-headlines">${headlines.map((one) => {
    const { title, definition } = metrics[one.measure];
    const change = one.before === undefined ? undefined : changeOf(texts, one.count, one.before);
    return html`<li data-measure="${one.measure}">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-0">${title}</h3>
      <p class="govuk-heading-l govuk-!-margin-bottom-0">${shown(texts, one.count)}</p>
      ${change && html`<p class="govuk-body-s govuk-!-margin-bottom-1">${change}</p>`}
      ${shareOf(texts, figures, one)}
      <p class="govuk-body-s app-headlines__definition">${definition} <a class="govuk-link" href="/help/figures#${one.measure}" aria-label="${words.link(title)}">${words.linkText}</a></p>
    </li>
    `;
  })}</ul>`;
}

const mean = (texts: Texts, value: number): string => texts.charts.number(value);

function meansOf(texts: Texts, what: string, current: MeanOf, baseline: MeanOf): string[] {
  const words = texts.dashboard.statement;
  const now =
    current.mean !== null && current.from && current.to
      ? [words.now(what, current.months, current.from, current.to, mean(texts, current.mean))]
      : [];
  const before =
    baseline.mean !== null && baseline.from && baseline.to
      ? [words.before(baseline.months, baseline.from, baseline.to, mean(texts, baseline.mean))]
      : [];
  return [...now, ...before];
}

/** Names of the missing months; consecutive ones as a range. */
function missing(texts: Texts, months: readonly string[]): string[] {
  const words = texts.dashboard;
  const spans: { first: string; last: string }[] = [];
  const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  for (const month of months) {
    const open = spans.at(-1);
    if (open && number(month) === number(open.last) + 1) open.last = month;
    else spans.push({ first: month, last: month });
  }
  return spans.map(({ first, last }) =>
    words.statement.from(words.monthYear(`${first}-01`), words.monthYear(`${last}-01`)),
  );
}

export function statementText(texts: Texts, what: string, { current, baseline, ...said }: Statement): string[] {
  const words = texts.dashboard.statement;
  const { changePercent, reason, missingMonths = [] } = said;
  const change =
    changePercent === null
      ? [
          ...(reason ? [words.cannotSay[reason]] : []),
          ...(missingMonths.length > 0 ? [words.missing(missing(texts, missingMonths))] : []),
        ]
      : [changePercent > 0 ? words.up(changePercent) : changePercent < 0 ? words.down(-changePercent) : words.same];
  return [...meansOf(texts, what, current, baseline), ...change];
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

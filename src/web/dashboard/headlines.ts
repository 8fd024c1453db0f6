/** The key figures, and what went wrong: each with its definition and how it changed. */
import type { Area } from '#src/domain/area.ts';
import { metrics } from '#src/domain/counting/registry.ts';
import { formatCount } from '../charts/figure.ts';
import { type Content, html, type Markup, raw } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { itemsOf, largest } from './breakdowns.ts';
import type { Change } from './compared.ts';
import {
  type Compare,
  enoughIn,
  type Figures,
  faultMeasures,
  type Headline,
  notReachedOutcome,
  shareOf,
} from './figures.ts';
import { partIds } from './part-ids.ts';

/**
 * Describes a change in words, because a colour or an arrow alone is not accessible.
 * @param enough a change from fewer gets no percentage
 */
export function describeChange(texts: Texts, { now, before }: Change<number | null>, enough: number): string {
  const words = texts.dashboard.headline;
  if (now === null || before === null) return words.unknown;
  const from = formatCount(texts, before);
  // Of published figures 0 may stand for a few.
  const isKnown = now > 0 || texts.charts.count(0) === texts.charts.number(0);
  if (now === before) return isKnown ? words.same(from) : words.before(from);
  const share = Math.abs(now - before) / before;
  const percent = texts.charts.per100(share);
  const showsPercent = isKnown && before >= enough && Math.round(share * 100) > 0;
  if (now > before) return showsPercent ? words.up(percent, from) : words.rose(from);
  return showsPercent ? words.down(percent, from) : words.fell(from);
}

/** Where less is compared than is shown, the figure of what is compared comes first. */
function changeText(texts: Texts, figures: Figures, change: Change<number | null>): string {
  const words = texts.dashboard.headline;
  const text = describeChange(texts, change, enoughIn(figures));
  const months = figures.compared?.months;
  return months === undefined ? text : words.lastMonths(months, formatCount(texts, change.now), text);
}

interface Whole {
  figure: Compare<number | null>;
  describe: (count: string) => string;
}

/** What a measure is a part of; undefined where it stands for itself. */
function wholeOf(
  texts: Texts,
  { headlines, policeReferrals }: Figures,
  measure: Headline['measure'],
): Whole | undefined {
  const words = texts.dashboard.headline;
  if (measure === 'within-code') return { figure: policeReferrals, describe: words.policeReferrals };
  if (measure !== 'within-target') return undefined;
  const contacted = headlines.find((one) => one.measure === 'contacted');
  return contacted && { figure: { now: contacted.count, change: contacted.change }, describe: words.firstContacts };
}

/** Shares are compared as shares: a number may fall because there was less to do. */
function shareText(texts: Texts, figures: Figures, { count, change }: Headline, whole: Whole): string | undefined {
  const { figure, describe } = whole;
  if (!figure.now || count === null) return undefined;
  const wholeText = describe(texts.charts.number(figure.now));
  const share = shareOf(figures, count, figure.now);
  const { shareOf: sentence } = texts.dashboard.headline;
  if (share === undefined) return sentence(formatCount(texts, count), wholeText);
  const text = sentence(texts.charts.per100(share), wholeText);
  const changed = describeShareChange(texts, figures, change, figure.change);
  return changed ? `${text}, ${changed}` : text;
}

function describeShareChange(
  texts: Texts,
  figures: Figures,
  parts: Change<number | null> | undefined,
  wholes: Change<number | null> | undefined,
): string | undefined {
  const words = texts.dashboard.headline;
  if (!parts || !wholes) return undefined;
  const share = shareOf(figures, parts.now, wholes.now);
  const earlier = shareOf(figures, parts.before, wholes.before);
  if (share === undefined || earlier === undefined) return undefined;
  const [now, before] = [texts.charts.per100(share), texts.charts.per100(earlier)];
  const text = now === before ? words.shareSame : share > earlier ? words.shareUp(before) : words.shareDown(before);
  const months = figures.compared?.months;
  return months === undefined ? text : words.lastMonthsShare(months, now, text);
}

/** What is compared; two comparisons on a page say how they differ, if they do. */
function comparedWith(texts: Texts, figures: Figures): string | undefined {
  const words = texts.dashboard.headline;
  const { compared, firstDay, countedFrom, shorterStatement } = figures;
  if (!compared && firstDay !== undefined) return words.notCompared(firstDay);
  if (!compared) return countedFrom && words.notComparedFewBefore(countedFrom);
  const { now, before, months } = compared;
  const { baseline } = shorterStatement ?? figures.statement;
  const isAlike = baseline.from === before.from && baseline.to === before.to;
  const average = isAlike ? '' : ` ${words.averageComparedWith(baseline.months)}`;
  if (months === undefined) return `${words.comparedWith(before.from, before.to)}${average}`;
  const why = firstDay === undefined ? words.fewBefore(countedFrom ?? now.from) : words.began(firstDay);
  return `${words.comparedWithFewer(months, now, before)} ${why}${average}`;
}

interface Card {
  /** What the card is found by, and its anchor on the page of definitions. */
  name: { attribute: 'measure' | 'outcome'; value: string; anchor: string };
  title: string;
  definition: string;
  count: number | null;
  lines: Content[];
}

function cards(texts: Texts, all: readonly Card[]): Markup {
  const words = texts.dashboard.headline;
  return html`<ul class="app-multiples app-headlines">${all.map(
    ({ name: { attribute, value, anchor }, title, definition, count, lines }) =>
      html`<li ${raw(`data-${attribute}`)}="${value}">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-0">${title}</h3>
      <p class="govuk-heading-l govuk-!-margin-bottom-0">${formatCount(texts, count)}</p>
      ${lines}
      <p class="govuk-body-s app-headlines__definition">${definition} <a class="govuk-link" href="/help/figures#${anchor}" aria-label="${words.link(title)}">${words.linkText}</a></p>
    </li>
    `,
  )}</ul>`;
}

const line = (text: string): Markup => html`<p class="govuk-body-s govuk-!-margin-bottom-1">${text}</p>`;

function cardOf(texts: Texts, area: Area, figures: Figures, headline: Headline): Card {
  const { measure, count, change, reasons } = headline;
  const { title, definition } = metrics[measure];
  const top = reasons && largest(itemsOf(texts, area, reasons));
  const whole = wholeOf(texts, figures, measure);
  const said = whole ? shareText(texts, figures, headline, whole) : change && changeText(texts, figures, change);
  return {
    name: { attribute: 'measure', value: measure, anchor: measure },
    title,
    definition,
    count,
    lines: [said && line(said), top && line(texts.dashboard.faults.most(top.label, formatCount(texts, top.value)))],
  };
}

const isFault = ({ measure }: Headline): boolean => faultMeasures.some((one) => one === measure);

export function headlineFigures(texts: Texts, area: Area, figures: Figures): Markup {
  const words = texts.dashboard.headline;
  const lead = comparedWith(texts, figures);
  const shown = figures.headlines.filter((one) => !isFault(one));
  return html`<h2 class="govuk-heading-m" id="${partIds.keyFigures}">${words.title}</h2>
  <p class="govuk-body">${lead && `${lead} `}${words.smallBase(enoughIn(figures))}</p>
  ${cards(
    texts,
    shown.map((one) => cardOf(texts, area, figures, one)),
  )}`;
}

/** Compared as the key figures are. */
export function whatWentWrong(texts: Texts, area: Area, figures: Figures): Markup {
  const words = texts.dashboard.faults;
  const { now, change } = figures.notReached;
  const notReached: Card = {
    name: { attribute: 'outcome', value: notReachedOutcome, anchor: 'closed' },
    ...words.notReached,
    count: now,
    lines: [change && line(changeText(texts, figures, change))],
  };
  const shown = figures.headlines.filter(isFault);
  return html`<h2 class="govuk-heading-m" id="${partIds.wentWrong}">${words.title}</h2>
  <p class="govuk-body">${words.lead}</p>
  ${cards(texts, [...shown.map((one) => cardOf(texts, area, figures, one)), notReached])}`;
}

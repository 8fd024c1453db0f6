/** Runs the catalogue check for an area and describes the result. */

import { type Area, partiesWithoutEmail } from '#src/domain/area.ts';
import { type CatalogueReport, checkCatalogue, contractChangeDays } from '#src/domain/catalogue/check.ts';

export interface CatalogueCheck {
  area: string;
  reports: CatalogueReport[];
  /** Number of gaps that are not known gaps, plus open services that no case can reach. */
  problems: number;
  /** Ids of parties that nobody can tell by e-mail that something waits; no problem of the catalogue. */
  withoutEmail: string[];
}

/** Checks the day `from` and every later day up to `to` on which a contract changes. Both are London ISO dates. */
export function checkArea(area: Area, from: string, to: string): CatalogueCheck {
  const reports = contractChangeDays(area, from, to).map((on) => checkCatalogue(area, on));
  const problems = reports.reduce(
    (sum, { gaps, unreachable }) => sum + gaps.length + unexpectedlyUnreachable(unreachable).length,
    0,
  );
  return { area: area.id, reports, problems, withoutEmail: partiesWithoutEmail(area).map(({ id }) => id) };
}

/** A service that is paused or out of contract is unreachable on purpose. */
const unexpectedlyUnreachable = (unreachable: CatalogueReport['unreachable']) =>
  unreachable.filter(({ why }) => why !== 'not-open');

/** @param overlaps whether to list overlaps, which are resolved and not problems */
export function checkText(check: CatalogueCheck, overlaps: boolean): string {
  const { area, reports, problems, withoutEmail } = check;
  const lines = [
    ...reports.flatMap((report) => dayText(report, overlaps)),
    ...withoutEmail.map((id) => `no e-mail address: ${id} is not told when something waits`),
  ];
  const conclusion = problems === 0 ? 'nobody is left out' : `${problems} ${problems === 1 ? 'problem' : 'problems'}`;
  return `${area}\n${lines.map((line) => `  ${line}\n`).join('')}${area}: ${conclusion}\n`;
}

function dayText(report: CatalogueReport, overlaps: boolean): string[] {
  const { on, cases, gaps, gapsAreAll, knownGaps, unreachable } = report;
  return [
    `${on}: ${cases.toLocaleString('en-GB')} kinds of case`,
    ...gaps.flatMap(gapText),
    ...(gapsAreAll ? [] : ['  … and more gaps: closing these often closes others']),
    ...knownGaps.map(({ id, reason, cases: count }) =>
      count === 0
        ? `  known gap ${id} is no more: take it out of the catalogue`
        : `  known gap ${id} (${count.toLocaleString('en-GB')} kinds of case): ${reason}`,
    ),
    ...unreachable.map(({ service, why }) =>
      why === 'not-open' ? `  not open: ${service}` : `  UNREACHABLE ${service}: ${why}`,
    ),
    ...overlapText(report, overlaps),
  ];
}

function gapText({ where, because }: CatalogueReport['gaps'][number]): string[] {
  const conditions = Object.entries(where).map(([fact, values]) => `${fact} ${values.join(' or ')}`);
  return [
    `  GAP nobody takes: ${conditions.join('; ') || 'any case'}`,
    ...because.map(({ service, because: reasons }) => `    ${service}: ${reasons.join(', ')}`),
  ];
}

function overlapText({ overlaps }: CatalogueReport, list: boolean): string[] {
  if (!list) return overlaps.length === 0 ? [] : [`  ${overlaps.length} overlaps, all settled (--overlaps lists them)`];
  return overlaps.map(
    ({ leads, other, cases, settledBy }) =>
      `  overlap ${leads} before ${other}, by ${settledBy} (${cases.toLocaleString('en-GB')} kinds of case)`,
  );
}

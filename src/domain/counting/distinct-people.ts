/**
 * Distinct people, exact for any range of days. Daily counts of people cannot be added up, so we also count links:
 * this referral's person was last referred on that day. Referrals in a range that link to a day in the same range
 * are of people already counted:
 *
 *   victims(from..to) = referrals(from..to) - links whose both days are in from..to
 *
 * The same holds for every value of every dimension, with links between referrals of that value.
 * A person's first referral, and most are, writes no link. Link rows are split by day and by the month linked to,
 * which bounds their size by the days of a month and the vocabularies.
 */

import { isServiceId, type ServiceId } from '../ids.ts';
import { packFacts, unpackFacts } from './case-facts.ts';
import { cellsOf, deltaAccumulator, mergeDeltas, type Scope, scopeKey, scopesOf } from './cells.ts';
import type { CaseFacts, CounterDelta } from './model.ts';

/** One referral of a person, with what it is counted by. */
export interface CountedReferral {
  /** London day of receipt. */
  day: string;
  facts: CaseFacts;
  services: readonly ServiceId[];
}

export const linkKey = (scope: Scope): string => `v|${scopeKey(scope)}`;
const linkRowKey = (day: string, before: string): string => `${day}<${before.slice(0, 7)}`;

/** Splits a link row's sort key and attribute name into the two days and the counted cell. */
export function parseLink(d: string, attribute: string): { day: string; before: string; cell: string } {
  return { day: d.slice(0, 10), before: `${d.slice(11)}-${attribute.slice(0, 2)}`, cell: attribute.slice(2) };
}

/** The sort key range of the link rows for a range of days. */
export const linkKeyRange = (from: string, to: string): { from: string; to: string } => ({ from, to: `${to}<~` });

/** All links between one person's referrals. */
function linksOf(referrals: readonly CountedReferral[]): CounterDelta[] {
  const accumulator = deltaAccumulator();
  const last = new Map<string, string>();
  for (const { day, facts, services } of [...referrals].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    for (const scope of scopesOf(facts, { services })) {
      const k = linkKey(scope);
      for (const cell of cellsOf(facts, { services }, scope)) {
        const before = last.get(`${k} ${cell}`);
        if (before !== undefined) accumulator.add(k, linkRowKey(day, before), before.slice(8, 10) + cell, 1);
        last.set(`${k} ${cell}`, day);
      }
    }
  }
  return accumulator.deltas();
}

/** What additional referrals of a person change in the link rows, in whatever order they arrive. */
export function linkDeltas(previous: readonly CountedReferral[], added: readonly CountedReferral[]): CounterDelta[] {
  const reversed = linksOf(previous).map((delta) => ({
    ...delta,
    add: Object.fromEntries(Object.entries(delta.add).map(([cell, by]) => [cell, -by])),
  }));
  return mergeDeltas(linksOf([...previous, ...added]), reversed);
}

/** Packs a referral into a short text for the person's row. */
export const packCountedReferral = ({ day, facts, services }: CountedReferral): string =>
  [day, packFacts(facts), services.join(',')].join(' ');

/** Reverses packCountedReferral. @throws for any other text */
export function unpackCountedReferral(text: string): CountedReferral {
  const [day, facts, services, ...rest] = text.split(' ');
  const ids = services === '' ? [] : services?.split(',');
  if (!day || !facts || !ids?.every(isServiceId) || rest.length > 0) throw new Error('not a packed counted referral');
  return { day, facts: unpackFacts(facts), services: ids };
}

/**
 * Distinct people, exact for any range of days. A count of people cannot be added up from counts
 * of days, so beside the referrals we count links: this referral's person was last referred on
 * that day. Of the referrals in a range, those linked to a day in the range are of people already
 * counted in it:
 *
 *   victims(from..to) = referrals(from..to) - links whose both days are in from..to
 *
 * and likewise for every value of every dimension, with links between referrals of that value.
 * First referrals, nearly all, write no link. Links lie in rows by day and by month linked to,
 * so that no row grows beyond what a month's days and the vocabularies allow.
 */
import { cellsOf, deltaSheet, mergeDeltas, type Scope, scopeKey, scopesOf } from './cells.ts';
import { packFacts, unpackFacts } from './facts.ts';
import type { CaseFacts, CounterDelta } from './model.ts';

/** One referral of a person: what it is counted by, and when. */
export interface Sighting {
  /** London day of receipt. */
  day: string;
  facts: CaseFacts;
  services: readonly string[];
}

export const linkKey = (scope: Scope): string => `v|${scopeKey(scope)}`;
const linkRow = (day: string, before: string): string => `${day}<${before.slice(0, 7)}`;

/** The row's sort key and a cell's name, as the two days and the cell counted. */
export function readLink(d: string, attribute: string): { day: string; before: string; cell: string } {
  return { day: d.slice(0, 10), before: `${d.slice(11)}-${attribute.slice(0, 2)}`, cell: attribute.slice(2) };
}

/** Sort keys of the rows that link any day of a range. */
export const linkRange = (from: string, to: string): { from: string; to: string } => ({ from, to: `${to}<~` });

/** All links between one person's referrals, in day order. */
function linksOf(sightings: readonly Sighting[]): CounterDelta[] {
  const sheet = deltaSheet();
  const last = new Map<string, string>();
  for (const { day, facts, services } of [...sightings].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    for (const scope of scopesOf(facts, { services })) {
      const k = linkKey(scope);
      for (const cell of cellsOf(facts, { services }, scope)) {
        const before = last.get(`${k} ${cell}`);
        if (before !== undefined) sheet.add(k, linkRow(day, before), before.slice(8, 10) + cell, 1);
        last.set(`${k} ${cell}`, day);
      }
    }
  }
  return sheet.deltas();
}

/**
 * What more referrals of a person add to the link rows, whatever order they come in. Nothing for a
 * person's first.
 */
export function linkDeltas(seen: readonly Sighting[], now: readonly Sighting[]): CounterDelta[] {
  const undone = linksOf(seen).map((delta) => ({
    ...delta,
    add: Object.fromEntries(Object.entries(delta.add).map(([cell, by]) => [cell, -by])),
  }));
  return mergeDeltas(linksOf([...seen, ...now]), undone);
}

/** A sighting as short text, for the person's own row. */
export const packSighting = ({ day, facts, services }: Sighting): string =>
  [day, packFacts(facts), services.join(',')].join(' ');

/** Throws on text that packSighting did not make. */
export function unpackSighting(text: string): Sighting {
  const [day, facts, services, ...rest] = text.split(' ');
  if (!day || !facts || services === undefined || rest.length > 0) throw new Error('not a packed sighting');
  return { day, facts: unpackFacts(facts), services: services === '' ? [] : services.split(',') };
}

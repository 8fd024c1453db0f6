/**
 * Test parties: what they send goes all the way to a test service and is counted nowhere (docs/adr/0047-test-parties.md).
 * The mark is in the register, and from there in the facts of each of their referrals.
 */
import type { Area, Party } from './area.ts';
import type { PartyId } from './ids.ts';
import { isSenderKind } from './sender.ts';

/** A party, a sender, a service, or the facts of a case: of a test, or not. */
export interface TestMark {
  test?: true;
  /** Of the canary, whose tests go to its own service (docs/adr/0052-a-canary.md). */
  canary?: true;
}

/** How long after its receipt a test is ended and erased. */
const keptForMs = 24 * 3_600_000;

/** When a test that was received then is erased. */
export const testEndsAt = (receivedAt: string): Date => new Date(Date.parse(receivedAt) + keptForMs);

/** The receipt of the newest tests that are to be erased now. */
export const testsReceivedBy = (now: Date): Date => new Date(now.getTime() - keptForMs);

export const isTestOver = ({ facts, receivedAt }: { facts: TestMark; receivedAt: string }, now: Date): boolean =>
  facts.test === true && testEndsAt(receivedAt) <= now;

interface AreaParts {
  canary: Area;
  tests: Area;
  others: Area;
}
/** By Area object, because catalogues are compiled once for each. */
const partsByArea = new WeakMap<Area, AreaParts>();

function splitArea(area: Area): AreaParts {
  const known = partsByArea.get(area);
  if (known) return known;
  const isCanary = ({ canary }: TestMark): boolean => canary === true;
  const isTest = ({ test, canary }: TestMark): boolean => test === true && !canary;
  const isOther = ({ test }: TestMark): boolean => !test;
  const partOf = (belongs: (one: TestMark) => boolean): Area => ({
    ...area,
    parties: area.parties.filter(belongs),
    services: area.services.filter(belongs),
  });
  const hasTests = !area.parties.every(isOther) || !area.services.every(isOther);
  const split = { canary: partOf(isCanary), tests: partOf(isTest), others: hasTests ? partOf(isOther) : area };
  partsByArea.set(area, split);
  return split;
}

/** The area as a referral meets it: a test knows test parties and services alone, and every other referral the others. */
export const areaFor = ({ test, canary }: TestMark, area: Area): Area =>
  splitArea(area)[canary ? 'canary' : test ? 'tests' : 'others'];

/** Of a case: its facts say that it is a test, and the register alone whether its sender is the canary's. */
export const testMarkOf = (
  { source, test }: { source: PartyId; test?: true | undefined },
  { parties }: Pick<Area, 'parties'>,
): TestMark => ({
  ...(test && { test }),
  ...(parties.some(({ id, canary }) => id === source && canary) && { canary: true }),
});

/** The area that is commissioned, counted and published. */
export const withoutTests = (area: Area): Area => areaFor({}, area);

/** Whose referrals are counted: all parties that may refer and are no test, also those that have left. */
export const countedSenders = (area: Area): PartyId[] =>
  withoutTests(area)
    .parties.filter(({ kind }) => isSenderKind(kind))
    .map(({ id }) => id);

/** The sender and the service of the canary; undefined where the area has none. */
export function canaryOf(area: Pick<Area, 'parties'>): { sender: Party; service: Party } | undefined {
  const parties = area.parties.filter(({ active, canary }) => active && canary);
  const sender = parties.find(({ kind }) => kind !== 'service');
  const service = parties.find(({ kind }) => kind === 'service');
  return sender && service && { sender, service };
}

/**
 * Whether two referrals are of one person, as far as can be told. Only the keyed hash of what stands now is certain, where it is of
 * names; anything else is a reason for somebody to look, because a crime has several victims, and relatives share phones and names.
 */
import type { PersonNames } from './identity.ts';
import { foldSpelling, isPlaceholderName, withoutTitles } from './names.ts';

/** Why a referral is thought to be of the person; `named` by who asks. Of `same-act` somebody else thought so. */
export const personMatches = [
  'named',
  'same-person',
  'placeholder-names',
  'earlier-name',
  'same-names',
  'same-phone',
  'same-email',
  'same-act',
] as const;
export type PersonMatch = (typeof personMatches)[number];

/** What one referral says of who it is of. */
export interface PersonTraits {
  /** Forms of the keyed hash by the version that stands, and by the versions before it. */
  hashes: readonly string[];
  earlierHashes: readonly string[];
  /** Absent once erased, as the next two. */
  names?: PersonNames;
  phone?: string;
  email?: string;
}

/** Whether nobody has to look to know that it is the same person. */
export const isCertainMatch = (because: readonly PersonMatch[]): boolean =>
  because.includes('named') || because.includes('same-person');

/**
 * Why the other referral is of the person whom these are of: certainly, or every reason to look; none where nothing says so.
 * @param known what is certainly of the person
 */
export function matchPerson(known: readonly PersonTraits[], other: PersonTraits): PersonMatch[] {
  const isAny = (test: (one: PersonTraits) => boolean): boolean => known.some(test);
  const haveSameHash = (one: PersonTraits): boolean => haveCommon(one.hashes, other.hashes);
  if (isAny((one) => haveSameHash(one) && !hasPlaceholder(one.names ?? other.names))) return ['same-person'];
  const everyHash = [...other.hashes, ...other.earlierHashes];
  const email = other.email?.toLowerCase();
  const tests: [PersonMatch, boolean][] = [
    ['placeholder-names', isAny(haveSameHash)],
    [
      'earlier-name',
      isAny((one) => !haveSameHash(one) && haveCommon([...one.hashes, ...one.earlierHashes], everyHash)),
    ],
    ['same-names', isAny((one) => haveSameNames(one.names, other.names))],
    ['same-phone', other.phone !== undefined && isAny(({ phone }) => phone === other.phone)],
    ['same-email', email !== undefined && isAny((one) => one.email?.toLowerCase() === email)],
  ];
  return tests.flatMap(([match, holds]) => (holds ? [match] : []));
}

const haveCommon = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));

/** Strangers may be called Unknown and have one date of birth: it is often made up too. A name that is not there, or erased, is none. */
const hasPlaceholder = ({ givenName, familyName }: Partial<PersonNames> = {}): boolean =>
  [givenName, familyName].some((name) => name !== undefined && isPlaceholderName(name));

/** In either order and any spelling, whatever the dates of birth. */
function haveSameNames(one: PersonNames | undefined, other: PersonNames | undefined): boolean {
  const [mine, theirs] = [foldNames(one), foldNames(other)];
  return mine !== undefined && mine === theirs;
}

/** Undefined without both names: a family shares the one. */
function foldNames({ givenName = '', familyName }: Partial<PersonNames> = {}): string | undefined {
  const names = [givenName, familyName ?? ''].map((name) => foldSpelling(withoutTitles(name)));
  return names.every((name) => name.length > 0) ? names.sort().join(' ') : undefined;
}

/**
 * Every case that a catalogue's criteria can tell apart, dimension by dimension.
 *
 * Values that no criterion distinguishes are merged into one: two districts on the same lists, two ages between the
 * same limits. This makes the space small enough to check in full. Facts that one criterion reads together (home and
 * offence district, category and flags, both ages, language and interpreter) form one dimension, so that the cases
 * a service takes are the product of the values it takes in each dimension.
 */
import type { Area, Criteria } from '../area.ts';
import { cartesianProduct } from '../cartesian-product.ts';
import type { CriteriaDimension } from '../routing/criteria.ts';
import type { RoutingFacts } from '../routing/route.ts';
import { routingFlags } from '../routing/routing-facts.ts';
import { needs, offenceCategories, riskLevels, sexes, triStates, victimRoles } from '../vocabulary.ts';
import { agePairs } from './age-bands.ts';
import type { SpaceValue } from './space-value.ts';

export type CaseSpace = Readonly<Record<CriteriaDimension, readonly SpaceValue[]>>;

export const spaceDimensions = ['district', 'role', 'offence', 'age', 'sex', 'risk', 'needs', 'language'] as const;

/** Represents any known district outside the area. */
const unlistedDistrict = 'E99999999';

/** `all` is the criteria of the services and of the known gaps. */
export function buildSpace(area: Area, all: readonly Criteria[]): CaseSpace {
  return {
    district: districtPairs(area, all),
    role: groupByLists(
      victimRoles,
      listsOf(all, (criteria) => criteria.roles),
    ).map((members) => ({
      facts: { role: members[0] },
      parts: { role: members.join(' or ') },
    })),
    offence: offences(all),
    age: agePairs(all),
    sex: all.some((criteria) => criteria.sex)
      ? sexes.map((sex) => ({ facts: { sex: sex === 'unknown' ? undefined : sex }, parts: { sex } }))
      : [{ facts: { sex: undefined }, parts: {} }],
    risk: all.some((criteria) => criteria.riskFrom)
      ? [...riskLevels, undefined].map((risk) => ({ facts: { risk }, parts: { risk: risk ?? 'unknown' } }))
      : [{ facts: { risk: undefined }, parts: {} }],
    needs: needSets(all),
    language: languages(all),
  };
}

function listsOf<Item>(
  all: readonly Criteria[],
  list: (criteria: Criteria) => readonly Item[] | undefined,
): ReadonlySet<Item>[] {
  return all.flatMap((criteria) => {
    const items = list(criteria);
    return items ? [new Set(items)] : [];
  });
}

/** Groups items that are on the same lists. No group is empty. */
function groupByLists<Item>(items: readonly Item[], lists: readonly ReadonlySet<Item>[]): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const signature = lists.map((list) => (list.has(item) ? '1' : '0')).join('');
    const members = groups.get(signature);
    if (members) members.push(item);
    else groups.set(signature, [item]);
  }
  return [...groups.values()];
}

/** Every subset, starting with the empty one. */
function subsets<Item>(items: readonly Item[]): Item[][] {
  let sets: Item[][] = [[]];
  for (const item of items) sets = sets.flatMap((set) => [set, [...set, item]]);
  return sets;
}

function districtPairs(area: Area, all: readonly Criteria[]): SpaceValue[] {
  const names = new Map(area.districts.map((district) => [district.code, district.name]));
  const lists = listsOf(all, (criteria) => criteria.district?.in);
  const known = groupByLists([...names.keys()], lists).map((members) => ({
    code: members[0] as string | undefined,
    label: members.map((code) => names.get(code)).join(', '),
  }));
  const options = [...known, { code: unlistedDistrict, label: 'out of area' }, { code: undefined, label: 'unknown' }];
  return options.flatMap((home) =>
    options.map((offence) => ({
      facts: { homeDistrict: home.code, offenceDistrict: offence.code },
      parts: { 'home district': home.label, 'offence district': offence.label },
    })),
  );
}

function offences(all: readonly Criteria[]): SpaceValue[] {
  const groups = groupByLists(
    offenceCategories,
    listsOf(all, (criteria) => criteria.offences),
  );
  const askedFlags = routingFlags.filter((flag) =>
    all.some((criteria) =>
      [criteria.anyFlag, criteria.allFlags, criteria.noFlags?.flags].some((flags) => flags?.includes(flag)),
    ),
  );
  const answers = cartesianProduct(askedFlags.map(() => triStates));
  return groups.flatMap((members) =>
    answers.map((row) => {
      const flags: RoutingFacts['flags'] = {
        domesticAbuse: 'no',
        knifeEnabled: 'no',
        firearm: 'no',
        honourBased: 'no',
        modernSlavery: 'no',
        childExploitation: 'no',
        hateCrime: 'no',
        ...Object.fromEntries(askedFlags.map((flag, index) => [flag, row[index]])),
      };
      const flagParts = Object.fromEntries(askedFlags.map((flag) => [flag, flags[flag]]));
      return { facts: { offence: members[0], flags }, parts: { offence: members.join(' or '), ...flagParts } };
    }),
  );
}

function needSets(all: readonly Criteria[]): SpaceValue[] {
  const lists = listsOf(all, (criteria) => criteria.needs?.any);
  // Even a single list with every need still separates referrals that name no needs from all others.
  if (lists.length === 0) return [{ facts: { needs: [] }, parts: {} }];
  const groups = groupByLists(needs, lists);
  return subsets(groups).map((set) => ({
    facts: { needs: set.map((members) => members[0]) },
    parts: { needs: set.length === 0 ? 'none named' : set.map((members) => members.join(' or ')).join(' and ') },
  }));
}

function languages(all: readonly Criteria[]): SpaceValue[] {
  const lists = listsOf(all, (criteria) => criteria.languages?.in);
  if (lists.length === 0) return [{ facts: { language: undefined, interpreterNeeded: undefined }, parts: {} }];
  // English has its own rules; `und` (BCP 47, undetermined) represents every unlisted language.
  const listed = new Set(lists.flatMap((list) => [...list]).filter((tag) => tag !== 'en'));
  const groups = groupByLists([...listed], lists);
  const tags = ['en', ...groups.map((members) => members[0]), 'und', undefined];
  const interpreter = { yes: true, no: false, unknown: undefined };
  return tags.flatMap((language) =>
    Object.entries(interpreter).map(([label, interpreterNeeded]) => ({
      facts: { language, interpreterNeeded },
      parts: { language: language === 'und' ? 'any other' : (language ?? 'unknown'), 'interpreter needed': label },
    })),
  );
}

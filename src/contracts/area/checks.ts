/** Checks across fields and files of an area, which the schemas alone cannot make. */
import type { z } from 'zod';
import type { Duration, Rules } from '#src/domain/area.ts';
import { outOfArea } from '#src/domain/area.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { addMonths } from '#src/domain/london.ts';
import { categoryOfCode } from '#src/domain/offence-codes.ts';
import {
  findMissingSafeContactPaths,
  safeContactSet,
  safeContactSetName,
  sharingFaultOf,
} from '#src/domain/submission/sharing.ts';
import type { Priority } from '#src/domain/vocabulary.ts';
import { priorities } from '#src/domain/vocabulary.ts';
import { notice } from '../deprecation.ts';
import type {
  areaFileSchema,
  CriteriaFile,
  KnownGapFile,
  partiesFileSchema,
  postcodesFileSchema,
  rulesFileSchema,
  ServiceFile,
} from './schemas.ts';

export type Path = readonly (string | number)[];
/** Records one fault in a file. */
export type AddFault = (path: Path, message: string) => void;

export type AreaFile = z.infer<typeof areaFileSchema>;
export type PartiesFile = z.infer<typeof partiesFileSchema>;
/** services.yaml as parsed. An invalid entry is undefined, so that the indexes in faults stay right. */
export interface ServicesFile {
  sharingSets: Record<string, string[]>;
  services: readonly (ServiceFile | undefined)[];
  knownGaps: readonly (KnownGapFile | undefined)[];
}
export type RulesFile = z.infer<typeof rulesFileSchema>;
export type PostcodesFile = z.infer<typeof postcodesFileSchema>;

export function checkArea(area: AreaFile, addFault: AddFault): void {
  checkUnique(area.districts, (district) => district.code, ['districts'], 'code', addFault);
  checkUnique(area.districts, (district) => district.tile?.join(', '), ['districts'], 'tile', addFault);
}

/** A part stands once, and a sector not beside its whole outward code: each postcode then has one district. */
export function checkPostcodes({ districts }: PostcodesFile, addFault: AddFault): void {
  const all = Object.values(districts).flat();
  for (const [district, parts] of Object.entries(districts)) {
    parts.forEach((part, index) => {
      const [outwardCode = ''] = part.split(' ');
      if (all.filter((other) => other === part).length > 1) {
        addFault(['districts', district, index], `is here more than once: ${part}`);
      } else if (outwardCode !== part && all.includes(outwardCode)) {
        addFault(['districts', district, index], `is in ${outwardCode}, which is here too: ${part}`);
      }
    });
  }
}

export function checkParties(
  { parties }: PartiesFile,
  services: ServicesFile | undefined,
  forces: ReadonlySet<string>,
  addFault: AddFault,
): void {
  checkUnique(parties, (party) => party.id, ['parties'], 'id', addFault);
  checkEmails(parties, 'parties', addFault);
  const serviceIds = new Set<PartyId | undefined>(services?.services.map((service) => service?.id));
  parties.forEach((party, index) => {
    if (party.kind === 'police' && !party.test && !forces.has(party.id)) {
      addFault(['parties', index, 'id'], `is not a police force of areas/reference/forces.csv: ${party.id}`);
    }
    if (serviceIds.has(party.id)) addFault(['parties', index, 'id'], `is also a service of services.yaml: ${party.id}`);
  });
  parties.forEach(({ kind, test }, index) => {
    // The hub decides on real cases: what it did as a test would be done.
    if (test && kind === 'authority') addFault(['parties', index, 'test'], 'is not for an authority');
  });
  checkCanaryMarks(parties, 'parties', addFault);
  if (services) checkCanary(parties, services, addFault);
  if (!parties.some((party) => party.kind === 'authority' && party.active)) {
    addFault(['parties'], 'must have an active authority, or nobody works what is held');
  }
}

interface MayBeCanary {
  canary?: true;
  test?: true;
  api: boolean;
  active: boolean;
}

/** Both of the canary's are tests whose clients the stack makes. Where one were not active, there would silently be no canary. */
function checkCanaryMarks(
  all: readonly (MayBeCanary | undefined)[],
  list: 'parties' | 'services',
  addFault: AddFault,
): void {
  all.forEach((one, index) => {
    if (one?.canary && !(one.test && one.api && one.active))
      addFault([list, index, 'canary'], 'needs `test: true` and `api: true`, and to be active');
  });
}

/** The canary is one sender and one service. */
function checkCanary(parties: PartiesFile['parties'], { services }: ServicesFile, addFault: AddFault): void {
  const senders = parties.filter(({ canary }) => canary).length;
  const takers = services.filter((service) => service?.canary).length;
  if (senders !== takers || senders > 1)
    addFault(
      ['parties'],
      `have ${senders} and the services ${takers} with \`canary: true\`: it must be one of each, or none`,
    );
}

/** A party's address stands once; several parties may share one. */
function checkEmails(
  parties: readonly ({ emails: readonly string[] } | undefined)[],
  list: 'parties' | 'services',
  addFault: AddFault,
): void {
  parties.forEach((party, index) => {
    const lowerCase = party?.emails.map((email) => email.toLowerCase()) ?? [];
    lowerCase.forEach((email, place) => {
      if (lowerCase.indexOf(email) < place) addFault([list, index, 'emails', place], 'is there twice');
    });
  });
}

/** The other files; undefined when one is invalid. */
export interface OtherFiles {
  area: AreaFile | undefined;
  rules: RulesFile | undefined;
}

export function checkServices(file: ServicesFile, { area, rules }: OtherFiles, addFault: AddFault): void {
  const { services, knownGaps, sharingSets } = file;
  checkUnique(services, (service) => service?.id, ['services'], 'id', addFault);
  checkEmails(services, 'services', addFault);
  checkCanaryMarks(services, 'services', addFault);
  checkUnique(knownGaps, (gap) => gap?.id, ['knownGaps'], 'id', addFault);
  const districts = area && new Set(area.districts.map((district) => district.code));

  if (Object.hasOwn(sharingSets, safeContactSetName)) {
    addFault(['sharingSets', safeContactSetName], 'is made from the fields of a referral, and is not written here');
  }
  for (const [name, paths] of Object.entries(sharingSets)) checkPaths(paths, ['sharingSets', name], addFault);
  services.forEach((service, index) => {
    if (!service) return;
    const at: Path = ['services', index];
    checkCriteria(service.criteria, [...at, 'criteria'], districts, addFault);
    checkPart(service, at, addFault);
    if (rules) checkUrgency({ ...rules.respondWithin, ...service.respondWithin }, [...at, 'respondWithin'], addFault);
    checkSharing(service.sharing, sharingSets, [...at, 'sharing'], addFault);
  });
  if (!services.some((service) => service === undefined || (service.general && !service.test))) {
    addFault(['services'], 'must have a general service');
  }
  knownGaps.forEach((gap, index) => {
    if (!gap) return;
    checkCriteria(gap.when, ['knownGaps', index, 'when'], districts, addFault);
    if (Object.keys(gap.when).length === 0) addFault(['knownGaps', index, 'when'], 'would excuse every gap');
  });
}

/** Checks the contract's dates and whether the service leads or works alongside. */
function checkPart(service: ServiceFile, at: Path, addFault: AddFault): void {
  const { from, to } = service.contract;
  if (to !== undefined && to < from) addFault([...at, 'contract', 'to'], `is before the contract starts: ${to}`);
  if (service.meets.length === 0 && !service.alongside) {
    addFault([...at, 'meets'], 'is empty, so the service never leads; then it must say what it works alongside for');
  }
  if (service.meets.length === 0 && service.general) addFault([...at, 'general'], 'is for a service that may lead');
}

function checkSharing(
  sharing: ServiceFile['sharing'],
  sets: Record<string, string[]>,
  at: Path,
  addFault: AddFault,
): void {
  sharing.sets.forEach((set, index) => {
    if (set !== safeContactSetName && !Object.hasOwn(sets, set))
      addFault([...at, 'sets', index], `is not one of sharingSets: ${set}`);
  });
  checkPaths(sharing.also, [...at, 'also'], addFault);
  const missing = findMissingSafeContactPaths(resolveSharing(sharing, sets));
  if (missing.length > 0) addFault(at, `leaves out what a safe first contact needs: ${missing.join(', ')}`);
}

function checkCriteria(
  criteria: CriteriaFile,
  at: Path,
  districts: ReadonlySet<string> | undefined,
  addFault: AddFault,
): void {
  checkDistricts(criteria.district?.in, [...at, 'district', 'in'], districts, addFault);
  const hasFlagCriteria = criteria.anyFlag !== undefined || criteria.allFlags !== undefined;
  if (hasFlagCriteria && criteria.unknownFlag === undefined)
    addFault([...at, 'unknownFlag'], 'must say whether an unknown flag falls in or out');
  if (!hasFlagCriteria && criteria.unknownFlag !== undefined)
    addFault([...at, 'unknownFlag'], 'has no anyFlag or allFlags to speak of');
  for (const name of ['ageAtOffence', 'ageNow'] as const) {
    const range = criteria[name];
    if (!range) continue;
    if (range.from === undefined && range.to === undefined) addFault([...at, name], 'must have from, to or both');
    if (range.from !== undefined && range.to !== undefined && range.to < range.from) {
      addFault([...at, name, 'to'], 'is less than from');
    }
  }
}

function checkDistricts(
  listed: 'area' | readonly string[] | undefined,
  at: Path,
  districts: ReadonlySet<string> | undefined,
  addFault: AddFault,
): void {
  if (listed === undefined || listed === 'area' || !districts) return;
  listed.forEach((code, index) => {
    if (code !== outOfArea && !districts.has(code)) addFault([...at, index], `is not a district of area.yaml: ${code}`);
  });
}

function checkPaths(paths: readonly string[], at: Path, addFault: AddFault): void {
  paths.forEach((path, index) => {
    const fault = sharingFaultOf(path);
    if (fault !== undefined) addFault([...at, index], fault);
  });
}

export function checkRules(rules: RulesFile, addFault: AddFault): void {
  if (rules.dash.high <= rules.dash.medium) addFault(['dash', 'high'], 'must be more than medium');
  checkUrgency(rules.respondWithin, ['respondWithin'], addFault);
  const { hours } = rules.watchedOpenings;
  if (hours.to <= hours.from) addFault(['watchedOpenings', 'hours', 'to'], 'must be after from');
  checkNotice(rules.accessReasonRequired, addFault);
  rules.consent.alwaysFor.forEach((kind, index) => {
    if (rules.consent.publicTaskFor.includes(kind))
      addFault(['consent', 'alwaysFor', index], `is in publicTaskFor too: ${kind}`);
  });
  rules.mostSeriousCodes.forEach((code, index) => {
    if (categoryOfCode(code) === undefined)
      addFault(['mostSeriousCodes', index], `is not a Home Office code known here: ${code}`);
  });
}

/** Whoever connects is told as long before as of a call that ends. */
function checkNotice(required: Rules['accessReasonRequired'], addFault: AddFault): void {
  if (typeof required !== 'object' || required.from >= addMonths(required.announcedOn, notice.call)) return;
  addFault(['accessReasonRequired', 'from'], `must be ${notice.call} months after announcedOn at least`);
}

/** A more urgent case must never get longer: n working days always last at least 24 n hours. */
function checkUrgency(within: Rules['respondWithin'], at: Path, addFault: AddFault): void {
  for (let index = 1; index < priorities.length; index++) {
    const [sooner, later] = [priorities[index - 1], priorities[index]] as [Priority, Priority];
    if (!isWithin(within[sooner], within[later])) {
      addFault([...at, sooner], `may end later than for ${later}, which is less urgent`);
    }
  }
}

function isWithin(sooner: Duration, later: Duration): boolean {
  if ('hours' in sooner) return sooner.hours <= ('hours' in later ? later.hours : later.workingDays * 24);
  return 'workingDays' in later && sooner.workingDays <= later.workingDays;
}

/** The paths without duplicates: those of the named sets first, in the order written. */
export function resolveSharing(sharing: ServiceFile['sharing'], sets: Record<string, string[]>): string[] {
  const pathsOf = (set: string): readonly string[] =>
    set === safeContactSetName ? safeContactSet() : (sets[set] ?? []);
  return [...new Set([...sharing.sets.flatMap(pathsOf), ...sharing.also])];
}

function checkUnique<Item>(
  items: readonly Item[],
  key: (item: Item) => string | undefined,
  at: Path,
  name: string,
  addFault: AddFault,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const value = key(item);
    if (value === undefined) return;
    if (seen.has(value)) addFault([...at, index, name], `is there twice: ${value}`);
    seen.add(value);
  });
}

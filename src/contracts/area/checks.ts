/** Checks across fields and files of an area, which the schemas alone cannot make. */
import type { z } from 'zod';
import type { Duration, Rules } from '#src/domain/area.ts';
import { outOfArea } from '#src/domain/area.ts';
import { isSharable, missingForSafeContact } from '#src/domain/catalogue/sharing.ts';
import { categoryOfCode } from '#src/domain/offence-codes.ts';
import type { Priority } from '#src/domain/vocabulary.ts';
import { priorities } from '#src/domain/vocabulary.ts';
import type {
  areaFileSchema,
  CriteriaFile,
  KnownGapFile,
  partiesFileSchema,
  rulesFileSchema,
  ServiceFile,
} from './schemas.ts';

export type Path = readonly (string | number)[];
/** Records one fault in a file. */
export type Note = (path: Path, message: string) => void;

export type AreaFile = z.infer<typeof areaFileSchema>;
export type PartiesFile = z.infer<typeof partiesFileSchema>;
/** services.yaml as parsed. An invalid entry is undefined, so that the indexes in faults stay right. */
export interface ServicesFile {
  sharingSets: Record<string, string[]>;
  services: readonly (ServiceFile | undefined)[];
  knownGaps: readonly (KnownGapFile | undefined)[];
}
export type RulesFile = z.infer<typeof rulesFileSchema>;

export function checkArea(area: AreaFile, note: Note): void {
  unique(area.districts, (district) => district.code, ['districts'], 'code', note);
}

export function checkParties(
  { parties }: PartiesFile,
  services: ServicesFile | undefined,
  forces: ReadonlySet<string>,
  note: Note,
): void {
  unique(parties, (party) => party.id, ['parties'], 'id', note);
  const serviceIds = new Set(services?.services.map((service) => service?.id));
  parties.forEach((party, index) => {
    if (party.kind === 'police' && !forces.has(party.id)) {
      note(['parties', index, 'id'], `is not a police force of areas/reference/forces.csv: ${party.id}`);
    }
    if (serviceIds.has(party.id)) note(['parties', index, 'id'], `is also a service of services.yaml: ${party.id}`);
  });
  if (!parties.some((party) => party.kind === 'authority' && party.active)) {
    note(['parties'], 'must have an active authority, or nobody works what is held');
  }
}

/** The other files; undefined when one is invalid. */
export interface Others {
  area: AreaFile | undefined;
  rules: RulesFile | undefined;
}

export function checkServices(file: ServicesFile, { area, rules }: Others, note: Note): void {
  const { services, knownGaps, sharingSets } = file;
  unique(services, (service) => service?.id, ['services'], 'id', note);
  unique(knownGaps, (gap) => gap?.id, ['knownGaps'], 'id', note);
  const districts = area && new Set(area.districts.map((district) => district.code));

  for (const [name, paths] of Object.entries(sharingSets)) checkPaths(paths, ['sharingSets', name], note);
  services.forEach((service, index) => {
    if (!service) return;
    const at: Path = ['services', index];
    checkCriteria(service.criteria, [...at, 'criteria'], districts, note);
    checkPart(service, at, note);
    if (rules) checkUrgency({ ...rules.respondWithin, ...service.respondWithin }, [...at, 'respondWithin'], note);
    checkSharing(service.sharing, sharingSets, [...at, 'sharing'], note);
  });
  if (!services.some((service) => service === undefined || service.general)) {
    note(['services'], 'must have a general service');
  }
  knownGaps.forEach((gap, index) => {
    if (!gap) return;
    checkCriteria(gap.when, ['knownGaps', index, 'when'], districts, note);
    if (Object.keys(gap.when).length === 0) note(['knownGaps', index, 'when'], 'would excuse every gap');
  });
}

/** Checks the contract's dates and whether the service leads or works alongside. */
function checkPart(service: ServiceFile, at: Path, note: Note): void {
  const { from, to } = service.contract;
  if (to !== undefined && to < from) note([...at, 'contract', 'to'], `is before the contract starts: ${to}`);
  if (service.meets.length === 0 && !service.alongside) {
    note([...at, 'meets'], 'is empty, so the service never leads; then it must say what it works alongside for');
  }
  if (service.meets.length === 0 && service.general) note([...at, 'general'], 'is for a service that may lead');
}

function checkSharing(sharing: ServiceFile['sharing'], sets: Record<string, string[]>, at: Path, note: Note): void {
  sharing.sets.forEach((set, index) => {
    if (!Object.hasOwn(sets, set)) note([...at, 'sets', index], `is not one of sharingSets: ${set}`);
  });
  checkPaths(sharing.also, [...at, 'also'], note);
  const missing = missingForSafeContact(resolveSharing(sharing, sets));
  if (missing.length > 0) note(at, `leaves out what a safe first contact needs: ${missing.join(', ')}`);
}

function checkCriteria(criteria: CriteriaFile, at: Path, districts: ReadonlySet<string> | undefined, note: Note): void {
  checkDistricts(criteria.district?.in, [...at, 'district', 'in'], districts, note);
  const asksFlags = criteria.anyFlag !== undefined || criteria.allFlags !== undefined;
  if (asksFlags && criteria.unknownFlag === undefined)
    note([...at, 'unknownFlag'], 'must say whether an unknown flag falls in or out');
  if (!asksFlags && criteria.unknownFlag !== undefined)
    note([...at, 'unknownFlag'], 'has no anyFlag or allFlags to speak of');
  for (const name of ['ageAtOffence', 'ageNow'] as const) {
    const range = criteria[name];
    if (!range) continue;
    if (range.from === undefined && range.to === undefined) note([...at, name], 'must have from, to or both');
    if (range.from !== undefined && range.to !== undefined && range.to < range.from) {
      note([...at, name, 'to'], 'is less than from');
    }
  }
}

function checkDistricts(
  listed: 'area' | readonly string[] | undefined,
  at: Path,
  districts: ReadonlySet<string> | undefined,
  note: Note,
): void {
  if (listed === undefined || listed === 'area' || !districts) return;
  listed.forEach((code, index) => {
    if (code !== outOfArea && !districts.has(code)) note([...at, index], `is not a district of area.yaml: ${code}`);
  });
}

function checkPaths(paths: readonly string[], at: Path, note: Note): void {
  paths.forEach((path, index) => {
    if (!isSharable(path)) note([...at, index], `is not a field of a referral: ${path}`);
  });
}

export function checkRules(rules: RulesFile, note: Note): void {
  if (rules.dash.high <= rules.dash.medium) note(['dash', 'high'], 'must be more than medium');
  checkUrgency(rules.respondWithin, ['respondWithin'], note);
  rules.consent.alwaysFor.forEach((kind, index) => {
    if (rules.consent.publicTaskFor.includes(kind))
      note(['consent', 'alwaysFor', index], `is in publicTaskFor too: ${kind}`);
  });
  rules.mostSeriousCodes.forEach((code, index) => {
    if (categoryOfCode(code) === undefined)
      note(['mostSeriousCodes', index], `is not a Home Office code known here: ${code}`);
  });
}

/** A more urgent case must never get longer: n working days always last at least 24 n hours. */
function checkUrgency(within: Rules['respondWithin'], at: Path, note: Note): void {
  for (let index = 1; index < priorities.length; index++) {
    const [sooner, later] = [priorities[index - 1], priorities[index]] as [Priority, Priority];
    if (!isWithin(within[sooner], within[later])) {
      note([...at, sooner], `may end later than for ${later}, which is less urgent`);
    }
  }
}

function isWithin(sooner: Duration, later: Duration): boolean {
  if ('hours' in sooner) return sooner.hours <= ('hours' in later ? later.hours : later.workingDays * 24);
  return 'workingDays' in later && sooner.workingDays <= later.workingDays;
}

/** The paths without duplicates: those of the named sets first, in the order written. */
export function resolveSharing(sharing: ServiceFile['sharing'], sets: Record<string, string[]>): string[] {
  return [...new Set([...sharing.sets.flatMap((name) => sets[name] ?? []), ...sharing.also])];
}

function unique<Item>(
  items: readonly Item[],
  key: (item: Item) => string | undefined,
  at: Path,
  name: string,
  note: Note,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const value = key(item);
    if (value === undefined) return;
    if (seen.has(value)) note([...at, index, name], `is there twice: ${value}`);
    seen.add(value);
  });
}

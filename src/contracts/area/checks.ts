/** What the files of an area must say together, beyond the form of each. */
import type { z } from 'zod';
import type { Duration, Rules } from '#src/domain/area.ts';
import { outOfArea } from '#src/domain/area.ts';
import { isSharable, missingForSafeContact } from '#src/domain/catalogue/sharing.ts';
import { categoryOfCode } from '#src/domain/offence-codes.ts';
import type { Priority } from '#src/domain/vocabulary.ts';
import { priorities } from '#src/domain/vocabulary.ts';
import type { areaFileSchema, CriteriaFile, partiesFileSchema, rulesFileSchema, servicesFileSchema } from './schemas.ts';

export type Path = readonly (string | number)[];
/** Notes one fault of one file. */
export type Note = (path: Path, message: string) => void;

export type AreaFile = z.infer<typeof areaFileSchema>;
export type PartiesFile = z.infer<typeof partiesFileSchema>;
export type ServicesFile = z.infer<typeof servicesFileSchema>;
export type RulesFile = z.infer<typeof rulesFileSchema>;

export function checkArea(area: AreaFile, note: Note): void {
  unique(area.districts, (district) => district.code, ['districts'], 'code', note);
}

export function checkParties({ parties }: PartiesFile, services: ServicesFile, forces: ReadonlySet<string>, note: Note): void {
  unique(parties, (party) => party.id, ['parties'], 'id', note);
  const serviceIds = new Set(services.services.map((service) => service.id));
  parties.forEach((party, index) => {
    if (party.kind === 'police' && !forces.has(party.id)) {
      note(['parties', index, 'id'], 'is not a police force of areas/reference/forces.csv');
    }
    if (serviceIds.has(party.id)) note(['parties', index, 'id'], 'is also a service of services.yaml');
  });
  if (!parties.some((party) => party.kind === 'authority' && party.active)) {
    note(['parties'], 'must have an active authority, or nobody works what is held');
  }
}

export function checkServices(file: ServicesFile, area: AreaFile, rules: RulesFile, note: Note): void {
  const { services, knownGaps, sharingSets } = file;
  unique(services, (service) => service.id, ['services'], 'id', note);
  unique(knownGaps, (gap) => gap.id, ['knownGaps'], 'id', note);
  const districts = new Set(area.districts.map((district) => district.code));

  for (const [name, paths] of Object.entries(sharingSets)) checkPaths(paths, ['sharingSets', name], note);
  services.forEach((service, index) => {
    const at: Path = ['services', index];
    const { from, to } = service.contract;
    if (to !== undefined && to < from) note([...at, 'contract', 'to'], 'is before the contract starts');
    checkCriteria(service.criteria, [...at, 'criteria'], districts, note);
    if (service.meets.length === 0 && !service.alongside) {
      note([...at, 'meets'], 'is empty, so the service never leads; then it must say what it works alongside for');
    }
    if (service.general && service.meets.length === 0) note([...at, 'general'], 'is for a service that may lead');
    checkUrgency({ ...rules.respondWithin, ...service.respondWithin }, [...at, 'respondWithin'], note);
    service.sharing.sets.forEach((set, position) => {
      if (!Object.hasOwn(sharingSets, set)) note([...at, 'sharing', 'sets', position], 'is not one of sharingSets');
    });
    checkPaths(service.sharing.also, [...at, 'sharing', 'also'], note);
    const missing = missingForSafeContact(resolveSharing(service.sharing, sharingSets));
    if (missing.length > 0) note([...at, 'sharing'], `leaves out what a safe first contact needs: ${missing.join(', ')}`);
  });
  if (!services.some((service) => service.general)) note(['services'], 'must have a general service');
  knownGaps.forEach((gap, index) => {
    checkCriteria(gap.when, ['knownGaps', index, 'when'], districts, note);
    if (Object.keys(gap.when).length === 0) note(['knownGaps', index, 'when'], 'would excuse every gap');
  });
}

function checkCriteria(criteria: CriteriaFile, at: Path, districts: ReadonlySet<string>, note: Note): void {
  const listed = criteria.district?.in;
  if (Array.isArray(listed)) {
    listed.forEach((code, index) => {
      if (code !== outOfArea && !districts.has(code)) {
        note([...at, 'district', 'in', index], 'is not a district of area.yaml');
      }
    });
  }
  const asksFlags = criteria.anyFlag !== undefined || criteria.allFlags !== undefined;
  if (asksFlags && criteria.unknownFlag === undefined) note([...at, 'unknownFlag'], 'must say whether an unknown flag falls in or out');
  if (!asksFlags && criteria.unknownFlag !== undefined) note([...at, 'unknownFlag'], 'has no anyFlag or allFlags to speak of');
  for (const name of ['ageAtOffence', 'ageNow'] as const) {
    const range = criteria[name];
    if (!range) continue;
    if (range.from === undefined && range.to === undefined) note([...at, name], 'must have from, to or both');
    if (range.from !== undefined && range.to !== undefined && range.to < range.from) {
      note([...at, name, 'to'], 'is less than from');
    }
  }
}

function checkPaths(paths: readonly string[], at: Path, note: Note): void {
  paths.forEach((path, index) => {
    if (!isSharable(path)) note([...at, index], 'is not a field of a referral');
  });
}

export function checkRules(rules: RulesFile, note: Note): void {
  if (rules.dash.high <= rules.dash.medium) note(['dash', 'high'], 'must be more than medium');
  checkUrgency(rules.respondWithin, ['respondWithin'], note);
  rules.consent.alwaysFor.forEach((kind, index) => {
    if (rules.consent.publicTaskFor.includes(kind)) note(['consent', 'alwaysFor', index], 'is in publicTaskFor too');
  });
  rules.mostSeriousCodes.forEach((code, index) => {
    if (categoryOfCode(code) === undefined) note(['mostSeriousCodes', index], 'is not a Home Office code known here');
  });
}

/** A more urgent case never has longer: 24 n hours end before n working days do, and never surely after. */
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

/** The flat list of paths, each once, in the order written: named sets first. */
export function resolveSharing(sharing: ServicesFile['services'][number]['sharing'], sets: Record<string, string[]>): string[] {
  return [...new Set([...sharing.sets.flatMap((name) => sets[name] ?? []), ...sharing.also])];
}

function unique<Item>(items: readonly Item[], key: (item: Item) => string, at: Path, name: string, note: Note): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (seen.has(key(item))) note([...at, index, name], 'is there twice');
    seen.add(key(item));
  });
}


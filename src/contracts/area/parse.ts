/** Validates the files of an area and assembles the Area from them. */
import type * as z from 'zod';
import type { Area, Criteria, Party, Rules, Service } from '#src/domain/area.ts';
import { isNamedAsStage } from '#src/domain/stage.ts';
import type { AddFault, AreaFile, PartiesFile, Path, PostcodesFile, RulesFile, ServicesFile } from './checks.ts';
import { checkArea, checkParties, checkPostcodes, checkRules, checkServices, resolveSharing } from './checks.ts';
import type { CriteriaFile, ServiceFile } from './schemas.ts';
import {
  areaFileSchema,
  bankHolidaysSchema,
  knownGapSchema,
  partiesFileSchema,
  postcodesFileSchema,
  rulesFileSchema,
  serviceSchema,
  servicesFileSchema,
} from './schemas.ts';

/** Parsed content of each file; `forces` are data.police.uk ids. */
export interface AreaFiles {
  id: string;
  area: unknown;
  parties: unknown;
  services: unknown;
  rules: unknown;
  bankHolidays: unknown;
  /** Undefined where the area has no such file. */
  postcodes?: unknown;
  forces: readonly string[];
  /** Finds the line of a value, for faults. Without it, faults have no lines. */
  lineOf?: (file: string, keys: Path) => number | undefined;
}

export interface AreaFault {
  /** Path of the file from the project's root. */
  file: string;
  /** For example services[3].criteria.district.in[0]; empty for the whole file. */
  path: string;
  message: string;
  /** Undefined when not known. */
  line?: number;
}

/** All faults in an area's files; the message lists one per line. */
export class AreaFaultsError extends Error {
  readonly faults: readonly AreaFault[];

  constructor(area: string, faults: readonly AreaFault[]) {
    const count = `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`;
    super([`The configuration of area ${area} has ${count}:`, ...faults.map(faultText)].join('\n  '));
    this.name = 'AreaFaultsError';
    this.faults = faults;
  }
}

const faultText = ({ file, line, path, message }: AreaFault): string =>
  `${[file, line].filter(Boolean).join(':')} ${[path, message].filter(Boolean).join(' ')}`;

export const bankHolidaysFile = 'areas/reference/bank-holidays.json';

const noPostcodes: PostcodesFile = { districts: {} };

/** @throws AreaFaultsError with every fault */
export function parseArea(files: AreaFiles): Area {
  const faults: AreaFault[] = [];
  const addFaultTo =
    (file: string): AddFault =>
    (keys, message) => {
      const line = files.lineOf?.(file, keys);
      faults.push({ file, path: pathText(keys), message, ...(line === undefined ? {} : { line }) });
    };
  const addAreaFault = addFaultTo(`areas/${files.id}/area.yaml`);
  const addPartiesFault = addFaultTo(`areas/${files.id}/parties.yaml`);
  const addServicesFault = addFaultTo(`areas/${files.id}/services.yaml`);
  const addPostcodesFault = addFaultTo(`areas/${files.id}/postcodes.yaml`);
  const addRulesFault = addFaultTo(`areas/${files.id}/rules.yaml`);

  const area = parseEntry(areaFileSchema, files.area, addAreaFault);
  const parties = parseEntry(partiesFileSchema, files.parties, addPartiesFault);
  const services = readServices(files.services, addServicesFault);
  const rules = parseEntry(rulesFileSchema, files.rules, addRulesFault);
  const postcodes =
    files.postcodes === undefined ? noPostcodes : parseEntry(postcodesFileSchema, files.postcodes, addPostcodesFault);
  const holidays = parseEntry(bankHolidaysSchema, files.bankHolidays, addFaultTo(bankHolidaysFile));

  // Its stack would be that of another area's stage, and deploying the one would change the other.
  if (isNamedAsStage(files.id)) addAreaFault([], `its folder’s name may not end as a stage does: ${files.id}`);
  if (area) checkArea(area, addAreaFault);
  if (postcodes) checkPostcodes(postcodes, addPostcodesFault);
  if (rules) checkRules(rules, addRulesFault);
  if (parties) checkParties(parties, services, new Set(files.forces), addPartiesFault);
  if (services) checkServices(services, { area, rules }, addServicesFault);
  if (faults.length > 0 || !area || !parties || !services || !rules || !postcodes || !holidays) {
    throw new AreaFaultsError(files.id, faults);
  }
  const days = holidays['england-and-wales'].events.map((event) => event.date);
  return assemble(files.id, { area, parties, services, rules, postcodes, days });
}

function parseEntry<Schema extends z.ZodType>(
  schema: Schema,
  content: unknown,
  addFault: AddFault,
  at: Path = [],
): z.output<Schema> | undefined {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  addIssues(result.error, at, addFault);
  return undefined;
}

function readServices(content: unknown, addFault: AddFault): ServicesFile | undefined {
  const file = parseEntry(servicesFileSchema, content, addFault);
  return (
    file && {
      sharingSets: file.sharingSets,
      services: file.services.map((entry, index) => parseEntry(serviceSchema, entry, addFault, ['services', index])),
      knownGaps: file.knownGaps.map((entry, index) =>
        parseEntry(knownGapSchema, entry, addFault, ['knownGaps', index]),
      ),
    }
  );
}

interface ParsedFiles {
  area: AreaFile;
  parties: PartiesFile;
  services: ServicesFile;
  rules: RulesFile;
  postcodes: PostcodesFile;
  days: readonly string[];
}

/** Called only without faults, so the filters below drop nothing. */
function assemble(id: string, { area, parties, services, rules, postcodes, days }: ParsedFiles): Area {
  const codes = area.districts.map((district) => district.code);
  const entries = services.services.filter((entry) => entry !== undefined);
  const gaps = services.knownGaps.filter((entry) => entry !== undefined);
  const serviceParties = entries.map(
    ({ id: party, name, clients, api, emails, active, callsPerMinute, test, canary }): Party => ({
      id: party,
      kind: 'service',
      name,
      clients,
      api,
      emails,
      active,
      ...(callsPerMinute !== undefined && { callsPerMinute }),
      ...(test && { test }),
      ...(canary && { canary }),
    }),
  );
  return {
    id,
    ...area,
    parties: [...parties.parties, ...serviceParties],
    services: entries.map((entry) => assembleService(entry, codes, services.sharingSets)),
    knownGaps: gaps.map((gap) => ({ ...gap, when: assembleCriteria(gap.when, codes) })),
    rules: assembleRules(rules, postcodes, days),
  };
}

function assembleService(file: ServiceFile, codes: readonly string[], sets: Record<string, string[]>): Service {
  const {
    clients: _clients,
    api: _api,
    emails: _emails,
    active: _active,
    callsPerMinute: _calls,
    criteria,
    sharing,
    ...rest
  } = file;
  return { ...rest, criteria: assembleCriteria(criteria, codes), sharing: resolveSharing(sharing, sets) };
}

function assembleCriteria({ district, ...rest }: CriteriaFile, codes: readonly string[]): Criteria {
  if (!district) return rest;
  return { district: { ...district, in: district.in === 'area' ? [...codes] : district.in }, ...rest };
}

/** Bank holidays are published for whole years, so they cover from 1 January of the first to 31 December of the last. */
function assembleRules(rules: RulesFile, { districts }: PostcodesFile, days: readonly string[]): Rules {
  const bankHolidays = [...new Set(days)].sort();
  const year = (day: string | undefined) => day?.slice(0, 4) ?? '';
  return {
    ...rules,
    bankHolidays,
    bankHolidaysCover: { from: `${year(bankHolidays[0])}-01-01`, to: `${year(bankHolidays.at(-1))}-12-31` },
    postcodeDistricts: Object.fromEntries(
      Object.entries(districts).flatMap(([district, parts]) => parts.map((part) => [part, district])),
    ),
  };
}

function addIssues(error: z.ZodError, at: Path, addFault: AddFault): void {
  for (const issue of error.issues) {
    const keys = [...at, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) addFault([...keys, key], 'is not a setting that is known here');
    } else {
      addFault(keys, issueText(issue));
    }
  }
}

/** Messages of our own schemas start with a verb; zod's get a prefix so that they read as a sentence too. */
function issueText(issue: z.core.$ZodIssue): string {
  if (/^(must|is|has) /.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is missing';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  return `is not right: ${issue.message}`;
}

function pathText(keys: Path): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? key : `${path}.${key}`;
  }, '');
}

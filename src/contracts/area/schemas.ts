/** Schemas of the files in areas/<area>/. Checks across files are in checks.ts. */
import * as z from 'zod';
import type { AgeRange, Criteria, District } from '#src/domain/area.ts';
import { isPartyId, isServiceId } from '#src/domain/ids.ts';
import { isPostcodePart } from '#src/domain/postcode.ts';
import {
  channels,
  needs,
  offenceCategories,
  offenceFlags,
  partyKinds,
  type priorities,
  type retentionClasses,
  riskLevels,
  sexes,
  victimRoles,
} from '#src/domain/vocabulary.ts';

const hyphenated = 'must be lower-case words joined by hyphens';
const partyId = z.string().max(40).refine(isPartyId, hyphenated);
const serviceId = z.string().max(40).refine(isServiceId, hyphenated);
/** Of a sharing set or a known gap. */
const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, hyphenated)
  .max(40);
const text = z.string().trim().min(1, 'must not be empty').max(200);
const date = z.iso.date('must be a day that exists, written 2026-04-01');
const wholeNumber = (from: number, to: number) => z.int().min(from).max(to);
const districtCode = z.string().regex(/^[EW]\d{8}$/, 'must be an ONS code such as E08000003');
const languageTag = z.string().regex(/^[a-z]{2,3}$/, 'must be a primary language tag in lower case such as en or pa');
const unknown = z.enum(['in', 'out']);
const nonEmpty = <Item extends z.ZodType>(item: Item) => z.array(item).min(1, 'must name at least one');

export const durationSchema = z.union(
  [
    z.strictObject({
      hours: z
        .number()
        .positive()
        .max(24 * 60),
    }),
    z.strictObject({ workingDays: wholeNumber(1, 60) }),
  ],
  'must be either { hours: … } or { workingDays: … }',
);

const periodSchema = z.union(
  [
    z.strictObject({ weeks: wholeNumber(1, 520) }),
    z.strictObject({ months: wholeNumber(1, 240) }),
    z.strictObject({ years: wholeNumber(1, 100) }),
  ],
  'must be one of { weeks: … }, { months: … } and { years: … }',
);

const emailAddress = z.email('must be an e-mail address').max(254);
const publicPhone = z.string().regex(/^\+?[0-9 ]{10,16}$/, 'must be a phone number');
const tilePosition = wholeNumber(0, 20);

export const areaFileSchema = z.strictObject({
  name: text,
  prefix: z.string().regex(/^[A-Z]{2,4}$/, 'must be two to four capital letters'),
  authority: text,
  region: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/, 'must be an AWS region such as eu-west-2'),
  openedOn: z.iso.date('must be a day such as 2026-04-01').exactOptional(),
  districts: nonEmpty(
    z.strictObject({
      code: districtCode,
      name: text,
      tile: z.tuple([tilePosition, tilePosition], 'must be a column and a row such as [1, 0]').exactOptional(),
    } satisfies Record<keyof District, unknown>),
  ),
  contact: z.strictObject({
    email: emailAddress,
    phone: publicPhone,
  }),
});

const party = {
  clients: z.array(text).default([]),
  api: z.boolean().default(false),
  emails: z.array(emailAddress).max(5).default([]),
  active: z.boolean().default(true),
  callsPerMinute: wholeNumber(1, 12_000).exactOptional(),
  test: z.literal(true, 'must be true, or left out').exactOptional(),
  canary: z.literal(true, 'must be true, or left out').exactOptional(),
};

export const partiesFileSchema = z.strictObject({
  parties: nonEmpty(
    z.strictObject({
      id: partyId,
      kind: z.enum(
        partyKinds.filter((kind) => kind !== 'service'),
        'must be police, statutory, voluntary or authority; services are written in services.yaml alone',
      ),
      name: text,
      alarmWhenSilentFor: durationSchema.exactOptional(),
      ...party,
    }),
  ),
});

const age = wholeNumber(0, 120);
const ageRange = z.strictObject({
  from: age.exactOptional(),
  to: age.exactOptional(),
  unknown,
} satisfies Record<keyof AgeRange, unknown>);
const flag = z.enum([...offenceFlags, 'hateCrime']);

const criteriaSchema = z.strictObject({
  district: z
    .strictObject({
      of: z.enum(['home', 'offence', 'either', 'both']),
      /** `area` stands for all districts in area.yaml. */
      in: z.union([z.literal('area'), nonEmpty(z.string())], 'must be `area` or a list of districts'),
      unknown,
    })
    .exactOptional(),
  roles: nonEmpty(z.enum(victimRoles)).exactOptional(),
  offences: nonEmpty(z.enum(offenceCategories)).exactOptional(),
  anyFlag: nonEmpty(flag).exactOptional(),
  allFlags: nonEmpty(flag).exactOptional(),
  unknownFlag: unknown.exactOptional(),
  noFlags: z.strictObject({ flags: nonEmpty(flag), unknown }).exactOptional(),
  ageAtOffence: ageRange.exactOptional(),
  ageNow: ageRange.exactOptional(),
  sex: z.strictObject({ in: nonEmpty(z.enum(sexes).exclude(['unknown'])), unknown }).exactOptional(),
  riskFrom: z.strictObject({ level: z.enum(riskLevels), unknown }).exactOptional(),
  needs: z.strictObject({ any: nonEmpty(z.enum(needs)), unknown }).exactOptional(),
  languages: z.strictObject({ in: nonEmpty(languageTag), interpreter: z.boolean(), unknown }).exactOptional(),
} satisfies Record<keyof Criteria, unknown>);
export type CriteriaFile = z.infer<typeof criteriaSchema>;

const byPriority = z.strictObject({
  high: durationSchema.exactOptional(),
  enhanced: durationSchema.exactOptional(),
  standard: durationSchema.exactOptional(),
} satisfies Record<(typeof priorities)[number], unknown>);

export const serviceSchema = z.strictObject({
  id: serviceId,
  name: text,
  description: text,
  phone: publicPhone.exactOptional(),
  general: z.boolean(),
  specialism: wholeNumber(0, 100),
  priority: wholeNumber(0, 100),
  contract: z.strictObject({ from: date, to: date.exactOptional() }),
  availability: z.enum(['open', 'paused', 'full']),
  criteria: criteriaSchema,
  alongside: z.strictObject({ needs: nonEmpty(z.enum(needs)) }).exactOptional(),
  meets: z.array(z.enum(needs)),
  respondWithin: byPriority.exactOptional(),
  sharing: z.strictObject({ sets: z.array(id).default([]), also: z.array(z.string()).default([]) }),
  ...party,
});
export type ServiceFile = z.infer<typeof serviceSchema>;

export const knownGapSchema = z.strictObject({ id, reason: text, when: criteriaSchema });

export type KnownGapFile = z.infer<typeof knownGapSchema>;

/** Services and gaps are parsed one by one, so that a fault in one does not hide faults in others. */
export const servicesFileSchema = z.strictObject({
  sharingSets: z.record(id, nonEmpty(z.string())).default({}),
  services: nonEmpty(z.unknown()),
  knownGaps: z.array(z.unknown()).default([]),
});

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 07:00');

export const rulesFileSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,31}$/, 'must be lower-case letters, digits, hyphens and dots'),
  referWithinWorkingDays: wholeNumber(1, 20),
  respondWithin: z.strictObject({ high: durationSchema, enhanced: durationSchema, standard: durationSchema }),
  guardianUnderAge: z.union([z.literal(12), z.literal(13)], 'must be 12 or 13'),
  dash: z.strictObject({ medium: wholeNumber(1, 24), high: wholeNumber(1, 24) }),
  consent: z.strictObject({
    alwaysFor: z.array(z.enum(partyKinds)),
    publicTaskFor: z.array(z.enum(partyKinds)),
    explicitForOffences: z.array(z.enum(offenceCategories)),
    explicitForDomesticAbuse: z.boolean(),
    explicitForBereaved: z.boolean(),
  }),
  outOfScopeOffences: z.array(z.enum(offenceCategories)),
  contactChannels: nonEmpty(z.enum(channels)),
  mostSeriousCodes: z.array(z.string()),
  repeatVictimMonths: wholeNumber(1, 60),
  suppressUnder: wholeNumber(1, 20),
  retention: z.strictObject({
    declined: periodSchema,
    'not-reached': periodSchema,
    supported: periodSchema,
  } satisfies Record<(typeof retentionClasses)[number], unknown>),
  remindBefore: durationSchema,
  remindBeforeRelease: z.strictObject({ workingDays: wholeNumber(1, 30) }),
  stopReadWithin: durationSchema,
  suspendedToTriageAfter: durationSchema,
  watchedOpenings: z.strictObject({
    casesADay: wholeNumber(1, 1000),
    timesUsual: z.number().min(1).max(20),
    hours: z.strictObject({ from: timeOfDay, to: timeOfDay }),
  }),
  accessReasonRequired: z
    .union(
      [z.literal('always'), z.strictObject({ announcedOn: date, from: date })],
      'must be `always` or { announcedOn: …, from: … } with two days',
    )
    .exactOptional(),
});

/** The outward codes and sectors of postcodes that lie in one district alone, by the district. */
export const postcodesFileSchema = z.strictObject({
  districts: z.record(
    districtCode,
    nonEmpty(
      z.string().refine(isPostcodePart, 'must be an outward code or a sector that can exist, such as M1 or M33 7'),
    ),
  ),
});

/** GOV.UK's bank holidays feed; only this division is used. */
export const bankHolidaysSchema = z.object({
  'england-and-wales': z.object({ events: nonEmpty(z.object({ title: z.string(), date })) }),
});

/**
 * The body of a referral. This schema validates each field by itself; the rules across fields are in
 * src/domain/judgement. Unknown values are left out: null is accepted only where the schema says so.
 */
import * as z from 'zod';
import {
  consentBases,
  consentGivers,
  consentMethods,
  ethnicities,
  hateStrands,
  locationTypes,
  methods,
  needs,
  occupations,
  offenceCategories,
  riskLevels,
  riskTools,
  sexes,
  triStates,
  victimRoles,
} from '#src/domain/vocabulary.ts';
import * as form from './field-formats.ts';

const triState = () => z.enum(triStates);
const flag = (description: string) => triState().exactOptional().meta({ description, example: 'unknown' });
const yesNo = (description: string) => z.boolean().exactOptional().meta({ description, example: false });

const otherPerson = (description: string) =>
  z
    .strictObject({
      name: form.name().meta({ description: 'Their name.', example: 'Alex Example' }),
      relationship: form.line(100).exactOptional().meta({ description: 'To the victim.', example: 'mother' }),
      phone: form.phone().exactOptional().meta({ description: 'Their phone.', example: '+447700900456' }),
    })
    .meta({ description });

const offence = z
  .strictObject({
    category: z.enum(offenceCategories).meta({ description: 'What kind of offence.', example: 'violence-with-injury' }),
    homeOfficeCode: form
      .line(20)
      .toUpperCase()
      .exactOptional()
      .meta({ description: 'Home Office counting code. Kept as sent, also when it is not known here.', example: '8N' }),
    occurredOn: form.date().exactOptional().meta({ description: 'The day it happened.', example: '2026-11-18' }),
    occurredAt: form.timeOfDay().exactOptional().meta({ description: 'The time in London.', example: '21:30' }),
    district: form
      .district()
      .exactOptional()
      .meta({ description: 'ONS code of the district where it happened.', example: 'E08000003' }),
    locationType: z.enum(locationTypes).exactOptional().meta({ description: 'What kind of place.', example: 'street' }),
    method: z.enum(methods).exactOptional().meta({ description: 'What was used.', example: 'knife' }),
    alcoholInvolved: flag('Whether alcohol was involved.'),
    domesticAbuse: flag('Whether it was domestic abuse.'),
    knifeEnabled: flag('Whether a knife was used, threatened or carried.'),
    firearm: flag('Whether a firearm was used or threatened.'),
    honourBased: flag('Whether it was honour-based abuse.'),
    modernSlavery: flag('Whether it was modern slavery or human trafficking.'),
    childExploitation: flag('Whether it was child criminal exploitation.'),
    hateStrands: form
      .someOf(hateStrands)
      .exactOptional()
      .meta({ description: 'The strands of hate the victim or anyone else perceived.', example: [] }),
    summary: form
      .text(2000)
      .exactOptional()
      .meta({ description: 'What happened, up to 2,000 characters.', example: 'Assaulted outside a shop.' }),
  })
  .meta({ description: 'What happened.' });

const address = z
  .strictObject({
    lines: z
      .array(form.line(100))
      .min(1, 'Give at least one line, or leave the lines out.')
      .max(6)
      .exactOptional()
      .meta({ description: 'Up to six lines, without the postcode.', example: ['1 Example Street'] }),
    postcode: form.postcode().exactOptional().meta({ description: 'United Kingdom postcode.', example: 'M1 1AE' }),
    district: form
      .district()
      .exactOptional()
      .meta({ description: 'ONS code of the home district.', example: 'E08000003' }),
  })
  .meta({ description: 'Where the victim lives.' });

const victim = z
  .strictObject({
    role: z.enum(victimRoles).meta({
      description: 'How this person is a victim (Victims and Prisoners Act 2024, section 1).',
      example: 'direct',
    }),
    givenName: form.name().exactOptional().meta({ description: 'Given names.', example: 'Sam' }),
    familyName: form.name().meta({ description: 'Family name, or the only name.', example: 'Example' }),
    dateOfBirth: form.date().exactOptional().meta({ description: 'May be missing.', example: '1999-02-03' }),
    sex: z.enum(sexes).exactOptional().meta({ description: 'Sex.', example: 'female' }),
    ethnicity: z.enum(ethnicities).exactOptional().meta({
      description: 'Self-defined 18+1 code; NS when asked and not stated. An officer’s own guess is not accepted.',
      example: 'W1',
    }),
    address: address.exactOptional(),
    noFixedAddress: yesNo('True when they have nowhere fixed to live.'),
    occupation: z.enum(occupations).exactOptional().meta({ description: 'Occupation.', example: 'employed' }),
    language: form.language().exactOptional().meta({ description: 'BCP 47 tag of their language.', example: 'en' }),
    interpreterNeeded: yesNo('True when an interpreter is needed.'),
    accessNeeds: form.text(1000).exactOptional().meta({ description: 'Access needs.', example: 'Large print.' }),
    optedOut: yesNo('True when they asked not to be referred: the referral is then refused.'),
    persistentlyTargeted: yesNo('True when they were targeted more than once over a period.'),
    vulnerableOrIntimidated: yesNo('True when assessed as vulnerable or intimidated.'),
    guardian: otherPerson('A parent or guardian, for a child.').exactOptional(),
  })
  .meta({ description: 'The person referred.' });

const contact = z
  .strictObject({
    phone: form.phone().exactOptional().meta({ description: 'Their phone.', example: '+447700900123' }),
    email: form.email().exactOptional().meta({ description: 'Their e-mail.', example: 'a@example.org' }),
    safe: z
      .strictObject({
        call: triState(),
        voicemail: triState(),
        text: triState(),
        email: triState(),
        post: triState(),
      })
      .meta({
        description: 'Whether each way to reach them is safe. Unknown is an answer; it is not yes.',
        example: { call: 'yes', voicemail: 'no', text: 'unknown', email: 'yes', post: 'no' },
      }),
    times: form.text(500).exactOptional().meta({ description: 'When to make contact.', example: 'weekday mornings' }),
    instructions: form
      .text(1000)
      .exactOptional()
      .meta({ description: 'How to make contact safely.', example: 'Hang up if anyone else answers.' }),
    alternative: otherPerson('Someone else through whom they can safely be reached.').exactOptional(),
  })
  .meta({ description: 'How to reach them safely.' });

const consent = z
  .strictObject({
    basis: z.enum(consentBases).meta({ description: 'Why the referral may be made.', example: 'explicit-consent' }),
    givenBy: z.enum(consentGivers).exactOptional().meta({ description: 'Who agreed.', example: 'victim' }),
    method: z.enum(consentMethods).exactOptional().meta({ description: 'How they agreed.', example: 'verbal' }),
    obtainedAt: form.instant().exactOptional().meta({ description: 'When.', example: '2026-11-18T22:00:00Z' }),
    overrideReason: z
      .union([form.text(1000), z.null()])
      .exactOptional()
      .meta({ description: 'Why it goes without consent; needed with safeguarding-override.', example: null }),
  })
  .meta({ description: 'The lawful basis.' });

const risk = z
  .strictObject({
    tool: z.enum(riskTools).exactOptional().meta({ description: 'The risk tool used.', example: 'dash' }),
    score: z.int().min(0).max(100).exactOptional().meta({ description: 'Its score.', example: 9 }),
    level: z.enum(riskLevels).exactOptional().meta({ description: 'The level of risk.', example: 'standard' }),
    professionalJudgement: yesNo('True when judgement raised the level above the score.'),
    toStaff: form.text(1000).exactOptional().meta({ description: 'Any risk to staff.', example: 'None known.' }),
  })
  .meta({ description: 'The risk to the victim.' });

const referrer = z
  .strictObject({
    name: form.name().exactOptional().meta({ description: 'Who refers.', example: 'Officer Example' }),
    role: form.line(100).exactOptional().meta({ description: 'Their role.', example: 'Investigating officer' }),
    email: form.email().exactOptional().meta({ description: 'Their e-mail.', example: 'officer@example.org' }),
    phone: form.phone().exactOptional().meta({ description: 'Their phone.', example: '+441614960000' }),
  })
  .meta({ description: 'The person who makes the referral.' });

export const submissionSchema = z
  .strictObject({
    crimeReference: form
      .policeReference()
      .exactOptional()
      .meta({ description: 'The crime number. This or incidentReference is needed.', example: '06AB/0001234/26' }),
    incidentReference: form
      .policeReference()
      .exactOptional()
      .meta({ description: 'The incident number, or the partner’s own case number.', example: 'INC-20261118-0042' }),
    victimReference: form
      .senderReference()
      .default('1')
      .meta({ description: 'The sender’s own number for this victim of this crime.', example: '1' }),
    reportedAt: form.instant().exactOptional().meta({
      description: 'When the crime was reported to the police; needed from the police.',
      example: '2026-11-18T21:40:00Z',
    }),
    offence,
    victim,
    contact,
    consent,
    risk: risk.exactOptional(),
    needs: form
      .someOf(needs)
      .exactOptional()
      .meta({ description: 'What they need.', example: ['emotional-support', 'safety'] }),
    referrer: referrer.exactOptional(),
  })
  .meta({ description: 'A referral of one victim of one crime.' });

/**
 * The kinds of value a field may have, as data. src/contracts/submission/kind-schemas.ts validates each of them, and
 * src/web/submission-view.ts prints it.
 */
import * as characteristics from '../characteristics-vocabulary.ts';
import * as suspect from '../suspect-vocabulary.ts';
import * as vocabulary from '../vocabulary.ts';

/** The vocabularies of a referral, by the name that the pages' texts use too. */
export const vocabularies = {
  triState: vocabulary.triStates,
  offenceCategory: vocabulary.offenceCategories,
  hateStrand: vocabulary.hateStrands,
  locationType: vocabulary.locationTypes,
  method: vocabulary.methods,
  occupation: vocabulary.occupations,
  victimRole: vocabulary.victimRoles,
  sex: vocabulary.sexes,
  ethnicity: vocabulary.ethnicities,
  consentBasis: vocabulary.consentBases,
  consentGiver: vocabulary.consentGivers,
  consentMethod: vocabulary.consentMethods,
  riskTool: vocabulary.riskTools,
  riskLevel: vocabulary.riskLevels,
  need: vocabulary.needs,
  suspectRelationship: suspect.suspectRelationships,
  suspectAccess: suspect.suspectAccesses,
  suspectStatus: suspect.suspectStatuses,
  investigationStatus: suspect.investigationStatuses,
  safeguardingStatus: suspect.safeguardingStatuses,
  disability: characteristics.disabilities,
  communicationNeed: characteristics.communicationNeeds,
  sexualOrientation: characteristics.sexualOrientations,
  religion: characteristics.religions,
  genderSameAsAtBirth: characteristics.genderSameAsAtBirthAnswers,
  armedForces: characteristics.armedForcesAnswers,
} as const;
export type VocabularyName = keyof typeof vocabularies;

/** Kinds that need no further detail; their formats are in src/contracts/submission/field-formats.ts. */
export type PlainType =
  | 'name'
  | 'phone'
  | 'email'
  | 'postcode'
  /** ISO date. */
  | 'date'
  /** RFC 3339 with an offset. */
  | 'instant'
  /** London wall-clock time, HH:MM. */
  | 'timeOfDay'
  /** ONS code of a local authority district, for example E08000003. */
  | 'district'
  /** ISO 3166-1 alpha-2, for example GB. */
  | 'country'
  | 'policeReference'
  | 'senderReference'
  /** BCP 47 tag, for example en or pa. */
  | 'language'
  | 'boolean';

export type Kind =
  | { type: PlainType }
  /** Text that may have line breaks. */
  | { type: 'text'; max: number }
  /** Null says that there is nothing to say. */
  | { type: 'nullableText'; max: number }
  | { type: 'line'; max: number }
  /** A line in upper case. */
  | { type: 'code'; max: number }
  | { type: 'lines'; maxLines: number; max: number }
  | { type: 'integer'; min: number; max: number }
  | { type: 'oneOf'; vocabulary: VocabularyName }
  | { type: 'someOf'; vocabulary: VocabularyName };

const plain = <const Type extends PlainType>(type: Type) => ({ type });

export const name = plain('name');
export const phone = plain('phone');
export const email = plain('email');
export const postcode = plain('postcode');
export const date = plain('date');
export const instant = plain('instant');
export const timeOfDay = plain('timeOfDay');
export const district = plain('district');
export const country = plain('country');
export const policeReference = plain('policeReference');
export const senderReference = plain('senderReference');
export const language = plain('language');
export const boolean = plain('boolean');

/** Lengths are in characters. */
export const text = (max: number) => ({ type: 'text', max }) as const;
export const nullableText = (max: number) => ({ type: 'nullableText', max }) as const;
export const line = (max: number) => ({ type: 'line', max }) as const;
export const code = (max: number) => ({ type: 'code', max }) as const;
export const lines = (maxLines: number, max: number) => ({ type: 'lines', maxLines, max }) as const;
export const integer = (min: number, max: number) => ({ type: 'integer', min, max }) as const;
export const oneOf = <const Name extends VocabularyName>(name: Name) => ({ type: 'oneOf', vocabulary: name }) as const;
export const someOf = <const Name extends VocabularyName>(name: Name) =>
  ({ type: 'someOf', vocabulary: name }) as const;
export const triState = oneOf('triState');

type WordOf<Name extends VocabularyName> = (typeof vocabularies)[Name][number];

/** The TypeScript type of a field's value. */
export type ValueOf<Of extends Kind> = Of extends { type: 'oneOf'; vocabulary: infer Name extends VocabularyName }
  ? WordOf<Name>
  : Of extends { type: 'someOf'; vocabulary: infer Name extends VocabularyName }
    ? WordOf<Name>[]
    : Of extends { type: 'lines' }
      ? string[]
      : Of extends { type: 'boolean' }
        ? boolean
        : Of extends { type: 'integer' }
          ? number
          : Of extends { type: 'nullableText' }
            ? string | null
            : string;

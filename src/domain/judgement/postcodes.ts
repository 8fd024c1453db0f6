/** Whether a postcode fits the country of its address. */
import { hasUkPostcodes } from '../countries.ts';
import type { Fault } from '../decision.ts';
import { postcodeAreaOf } from '../postcode.ts';
import { fieldAt, fieldPaths, pointerOf } from '../submission/registry.ts';
import { fault } from './fault.ts';
import type { PartialSubmission } from './partial-submission.ts';

/** The address of every postcode field, as a path. One that asks no country is in the United Kingdom. */
const addresses = fieldPaths
  .filter((path) => fieldAt(path).kind.type === 'postcode')
  .map((path) => {
    const names = path.split('.').slice(0, -1);
    const asksCountry = fieldPaths.some((other) => other === [...names, 'country'].join('.'));
    return { names, pointer: pointerOf(path), asksCountry };
  });

const fullPostcodeAdvice = 'Give a full United Kingdom postcode that can exist, for example M1 1AE.';
const otherCountryAdvice = 'Give the country too where it is not GB, IM, JE or GG.';

export const findPostcodeFaults = (submission: PartialSubmission): Fault[] =>
  addresses.flatMap(({ names, pointer, asksCountry }) => {
    const { postcode, country } = addressAt(submission, names);
    if (postcode === undefined || !hasUkPostcodes(country) || postcodeAreaOf(postcode) !== undefined) return [];
    return [
      fault(pointer, 'invalid-value', asksCountry ? `${fullPostcodeAdvice} ${otherCountryAdvice}` : fullPostcodeAdvice),
    ];
  });

interface Address {
  postcode?: string;
  country?: string;
}

function addressAt(submission: PartialSubmission, names: readonly string[]): Address {
  let node: unknown = submission;
  for (const name of names) node = (node as Readonly<Record<string, unknown>> | undefined)?.[name];
  return (node as Address | undefined) ?? {};
}

/** Whether a postcode fits the country of its address. */
import { hasUkPostcodes } from '../countries.ts';
import type { Fault } from '../decision.ts';
import { valueAt } from '../json-pointer.ts';
import { postcodeAreaOf } from '../postcode.ts';
import { fieldAt, fieldPaths, pointerOf } from '../submission/registry.ts';
import { fault } from './fault.ts';
import type { PartialSubmission } from './partial-submission.ts';

/** The address of every postcode field, as a path. One that asks no country is in the United Kingdom. */
const addresses = fieldPaths
  .filter((path) => fieldAt(path).kind.type === 'postcode')
  .map((path) => {
    const address = path.slice(0, path.lastIndexOf('.'));
    const asksCountry = fieldPaths.some((other) => other === `${address}.country`);
    return { address: pointerOf(address), pointer: pointerOf(path), asksCountry };
  });

const fullPostcodeAdvice = 'Give a full United Kingdom postcode that can exist, for example M1 1AE.';
const otherCountryAdvice = 'Give the country too where it is not GB, IM, JE or GG.';

export const findPostcodeFaults = (submission: PartialSubmission): Fault[] =>
  addresses.flatMap(({ address, pointer, asksCountry }) => {
    const { postcode, country } = (valueAt(submission, address) ?? {}) as Address;
    if (postcode === undefined || !hasUkPostcodes(country) || postcodeAreaOf(postcode) !== undefined) return [];
    return [
      fault(pointer, 'invalid-value', asksCountry ? `${fullPostcodeAdvice} ${otherCountryAdvice}` : fullPostcodeAdvice),
    ];
  });

interface Address {
  postcode?: string;
  country?: string;
}

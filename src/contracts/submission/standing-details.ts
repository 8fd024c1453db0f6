/**
 * The counterpart of src/domain/judgement/standing-details.ts for what the schema refuses: contact details that today's
 * formats no longer take, and that a correction leaves as they were accepted.
 */
import { applyCorrection } from '#src/domain/correction.ts';
import type { Fault } from '#src/domain/decision.ts';
import { valueAt } from '#src/domain/json-pointer.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { Kind } from '#src/domain/submission/kinds.ts';
import { fieldAt, fieldPaths, pointerOf } from '#src/domain/submission/registry.ts';
import type { Submission } from '#src/domain/submission.ts';

/** How each kind of detail is spelt, for comparison: an accepted one was normalised by the rules of its day. */
export const detailSpellings: Partial<Record<Kind['type'], (text: string) => string>> = {
  phone: (text) => text.replaceAll(/[\s().-]/g, '').replace(/^(?:\+|00)44/, '0'),
  email: (text) => text.trim(),
  postcode: (text) => text.replaceAll(/[\s-]/g, '').toUpperCase(),
};

const details = fieldPaths.flatMap((path) => {
  const { type } = fieldAt(path).kind;
  const spelling = detailSpellings[type];
  return spelling ? [{ pointer: pointerOf(path), spelling }] : [];
});

/** JSON Pointers of the details at fault that are the same in the accepted version. */
export function findStandingDetails(faults: readonly Fault[], body: unknown, accepted: Submission): string[] {
  const isAtFault = (pointer: string): boolean => faults.some((fault) => fault.pointer === pointer);
  const isSame = (one: unknown, other: unknown, spelling: (text: string) => string): boolean =>
    typeof one === 'string' && typeof other === 'string' && spelling(one) === spelling(other);
  return details
    .filter(
      ({ pointer, spelling }) =>
        isAtFault(pointer) && isSame(valueAt(body, pointer), valueAt(accepted, pointer), spelling),
    )
    .map(({ pointer }) => pointer);
}

/** The body without these details. */
export const withoutDetails = (body: object, pointers: readonly string[]): Record<string, unknown> =>
  applyCorrection({ ...body }, { pointers: pointers, body: {} });

/** The submission with these details as the accepted version has them. */
export const withDetails = <Part extends PartialSubmission>(
  submission: Part,
  pointers: readonly string[],
  accepted: Submission,
): Part =>
  pointers.reduce<Record<string, unknown>>(
    (corrected, pointer) =>
      applyCorrection(corrected, { pointers: [], body: nested(pointer, valueAt(accepted, pointer)) }),
    submission,
  ) as Part;

const nested = (pointer: string, value: unknown): Record<string, unknown> =>
  pointer
    .split('/')
    .slice(1)
    .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Record<string, unknown>;

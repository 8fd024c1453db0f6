/** Reads a body that today's formats refuse beside a version that was accepted, so that a resend of it is recognised. */
import { contentAt, spellText, utcInstant } from '#src/domain/content.ts';
import type { Fault } from '#src/domain/decision.ts';
import { valueAt } from '#src/domain/json-pointer.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { Kind } from '#src/domain/submission/kinds.ts';
import type { Submission } from '#src/domain/submission.ts';
import { submissionSchema } from './schema.ts';
import { detailSpellings, withDetails } from './standing-details.ts';
import { pickValidFields } from './valid-fields.ts';

/**
 * What the body says, with each field at fault as the version has it; undefined where a field at fault says something
 * else than in the version, so that the body is no resend of it.
 */
export function readAsAccepted(
  body: unknown,
  faults: readonly Fault[],
  accepted: Submission,
): PartialSubmission | undefined {
  const readable = pickValidFields(submissionSchema, body);
  if (!readable) return undefined;
  const isSame = ({ pointer, code }: Fault): boolean => {
    const before = valueAt(accepted, pointer);
    // A field that was never accepted says nothing in the version, and is no part of it.
    if (before === undefined && code !== 'required') return false;
    const path = pointer.slice(1).replaceAll('/', '.');
    return contentAt(path, valueAt(body, pointer), spellRefused) === contentAt(path, before, spellRefused);
  };
  const whole = faults.map((fault) => ({ ...fault, pointer: listAround(fault.pointer) }));
  if (!whole.every(isSame)) return undefined;
  const pointers = new Set(whole.map(({ pointer }) => pointer));
  return withDetails(readable, [...pointers], accepted);
}

/** The list that an item at fault is in, because a list is read as a whole or not at all; else the pointer itself. */
const listAround = (pointer: string): string => pointer.replace(/\/\d+(\/.*)?$/, '');

/** A text that was refused was not normalised. */
function spellRefused(text: string, type: Kind['type'] | undefined): string {
  const trimmed = text.trim();
  if (type === 'instant') return Number.isNaN(Date.parse(trimmed)) ? trimmed : utcInstant(trimmed);
  if (type !== undefined && upperCased.includes(type)) return trimmed.toUpperCase();
  const spellDetail = type === undefined ? undefined : detailSpellings[type];
  return spellDetail ? spellDetail(text) : spellText(trimmed, type);
}

const upperCased: readonly Kind['type'][] = ['code', 'district', 'country', 'policeReference', 'language'];

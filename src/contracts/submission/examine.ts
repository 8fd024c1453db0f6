/** The door's examination of a body: when it cannot be read whole, everything that is wrong with it. */
import type { Area } from '#src/domain/area.ts';
import type { Refusal } from '#src/domain/decision.ts';
import { faultsOfGiven, refusalOf, type Sender } from '#src/domain/judge.ts';
import type { Submission } from '#src/domain/submission.ts';
import { limited } from './faults.ts';
import { parseSubmission } from './parse.ts';
import { salvage } from './salvage.ts';
import { submissionSchema } from './schema.ts';

/**
 * The submission in its normal form, still to be judged; or a refusal with the faults of form, of
 * fact and of law together. A fault in one field hides none in another: the rules that look at
 * several fields run over whatever could be read.
 */
export function examineSubmission(
  body: unknown,
  sender: Sender,
  area: Area,
  now: Date,
): { submission: Submission } | { refused: Refusal } {
  const read = parseSubmission(body);
  if ('ok' in read) return { submission: read.ok };
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const further = isObject ? faultsOfGiven(salvage(submissionSchema, body), { sender, area, now }) : [];
  const unsaid = further.filter(({ pointer }) => !read.faults.some((fault) => areSamePlace(fault.pointer, pointer)));
  return { refused: refusalOf(limited([...read.faults, ...unsaid])) };
}

/** One pointer is the other or leads through it: a field dropped for its form is not also missing. */
const areSamePlace = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

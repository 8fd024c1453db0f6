/** Drafts of referrals, stored sealed. A draft that was sent stores only the id of its referral. */
import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CaseHead } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { draftPlace } from '#src/usecases/ports/seals.ts';
import type { Draft } from '#src/usecases/ports/web.ts';
import type { ReferCall } from '../../app/page.ts';
import type { FormValues } from '../../form/errors.ts';
import { closeGaps, type ItemButton } from '../questions/list-items.ts';
import type { QuestionName } from '../questions/question-definitions.ts';
import { inputsOf, questions } from '../questions/questions.ts';
import { findMissingAnswers } from '../questions/required-answers.ts';
import { isStepId, type StepId, steps } from '../questions/steps.ts';
import { type Answers, answersSchema, readRemembered } from './profile.ts';

const contentSchema = z.object({
  answers: answersSchema,
  /** The saved pages: at which revision, and whether the person continued from them. */
  steps: z.partialRecord(z.string(), z.object({ rev: z.int(), done: z.boolean() })),
  /** The referral it was sent as; it then has no answers. */
  sent: z.string().refine(isReferralId).optional(),
  seenForecast: z.string().optional(),
  typed: z
    .partialRecord(
      z.string(),
      z.object({ rev: z.int(), answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }),
    )
    .optional(),
  corrects: z.object({ referral: z.string().refine(isReferralId), reference: z.string(), version: z.int() }).optional(),
});

export interface DraftContent {
  answers: Answers;
  steps: Partial<Record<StepId, { rev: number; done: boolean }>>;
  sent?: ReferralId | undefined;
  /** By page: what was typed when the session had ended, and the revision that the page showed. Not yet saved. */
  typed?: Partial<Record<StepId, { rev: number; answers: Answers }>> | undefined;
  /** The forecast of services that was on the page last, as forecastOf writes it. */
  seenForecast?: string | undefined;
  /** The referral that it corrects, and in which version. Its answers are those of the pages filled in again. */
  corrects?: { referral: ReferralId; reference: string; version: number } | undefined;
}

export interface OpenDraft {
  draft: Draft;
  content: DraftContent;
}

function unsealDraft(deps: ReferCall['deps'], draft: Draft): OpenDraft {
  const read = contentSchema.safeParse(JSON.parse(deps.keys.open(draftPlace(draft.id), draft.sealed)));
  if (!read.success) throw new Unreadable('a draft does not match its schema');
  const saved = Object.entries(read.data.steps).filter(([id]) => isStepId(id));
  return { draft, content: { ...read.data, steps: Object.fromEntries(saved) } };
}

const sealContent = (deps: ReferCall['deps'], id: string, content: DraftContent): Uint8Array =>
  deps.keys.seal(draftPlace(id), JSON.stringify(content));

/** Starts a draft with what the person asked us to remember about themselves; returns its id. */
export async function startDraft(call: ReferCall): Promise<string> {
  const { deps, viewer, now } = call;
  const id = randomUUID();
  const answers = await readRemembered(deps, viewer.user, now);
  const done = findMissingAnswers(steps['about-you'].questions, answers).length === 0;
  const content: DraftContent = {
    answers,
    steps: Object.keys(answers).length > 0 ? { 'about-you': { rev: 1, done } } : {},
  };
  const at = now.toISOString();
  await deps.drafts.create({
    id,
    user: viewer.user,
    rev: 1,
    startedAt: at,
    savedAt: at,
    sealed: sealContent(deps, id, content),
  });
  return id;
}

/** The same for one referral and user, so that starting twice finds the same draft; hashed, so that it reveals neither. */
function correctionDraftId(user: string, referral: ReferralId): string {
  const hash = createHash('sha256').update(`correction ${user} ${referral}`).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
}

/** Starts a correction of the current version, or finds the one already started; returns the draft's id. */
export async function startCorrectionDraft(call: ReferCall, head: CaseHead): Promise<string> {
  const { deps, viewer, now } = call;
  const id = correctionDraftId(viewer.user, head.id);
  const at = now.toISOString();
  const content: DraftContent = {
    answers: {},
    steps: {},
    corrects: { referral: head.id, reference: head.reference, version: head.version },
  };
  const found = await deps.drafts.find(viewer.user, id, at);
  if (!found) {
    const fresh = { id, user: viewer.user, rev: 1, startedAt: at, savedAt: at };
    await deps.drafts.create({ ...fresh, sealed: sealContent(deps, id, content) });
    return id;
  }
  const open = unsealDraft(deps, found);
  const isUntouched = Object.keys(open.content.steps).length === 0 && open.content.corrects?.version !== head.version;
  // Restarts after an earlier correction was sent, or if nothing was saved; on a conflict, another request has done so.
  if (open.content.sent || isUntouched) await saveDraft(call, { ...open, draft: { ...found, startedAt: at } }, content);
  return id;
}

const draftId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The draft named in the path; undefined unless it is the viewer's own. */
export async function openDraft({ deps, viewer, params, now }: ReferCall): Promise<OpenDraft | undefined> {
  const id = params.draft ?? '';
  const draft = draftId.test(id) ? await deps.drafts.find(viewer.user, id, now.toISOString()) : undefined;
  return draft && unsealDraft(deps, draft);
}

/** The viewer's drafts that were not sent, last saved first. */
export async function listDrafts({ deps, viewer, now }: ReferCall): Promise<OpenDraft[]> {
  const all = await deps.drafts.list(viewer.user, now.toISOString());
  return all.map((draft) => unsealDraft(deps, draft)).filter(({ content }) => content.sent === undefined);
}

/** Saves a draft; returns `moved` if it was changed or deleted since it was opened. */
export async function saveDraft(
  call: ReferCall,
  { draft }: OpenDraft,
  content: DraftContent,
): Promise<'saved' | 'moved'> {
  const next = { ...draft, rev: draft.rev + 1, savedAt: call.now.toISOString() };
  return call.deps.drafts.save({ ...next, sealed: sealContent(call.deps, draft.id, content) });
}

/** Characters stored of an answer: well above the limits, so that a text that is too long can be shortened later. */
const maxLongAnswer = 10_000;
const maxShortAnswer = 500;

/**
 * The posted answers to the questions of a page; ignores everything else.
 * @param pressed the button of a list; the object that it removes is left out
 */
export function readAnswers(step: StepId, form: FormValues, pressed?: ItemButton): Answers {
  const answers: Answers = {};
  for (const name of steps[step].questions) Object.assign(answers, readQuestion(name, form, pressed));
  return answers;
}

function readQuestion(name: QuestionName, form: FormValues, pressed: ItemButton | undefined): Answers {
  const question = questions[name];
  const maxLength = question.kind === 'text' || question.kind === 'lines' ? maxLongAnswer : maxShortAnswer;
  const answers: Answers = {};
  for (const input of inputsOf(name)) {
    const value = form[input];
    if (value === undefined || value === '') continue;
    answers[input] =
      typeof value === 'string' ? value.slice(0, maxLength) : value.slice(0, 50).map((one) => one.slice(0, maxLength));
  }
  if (question.kind !== 'list') return answers;
  const removed = pressed?.list === name && 'removed' in pressed ? pressed.removed : undefined;
  return closeGaps(name, question, answers, removed);
}

/** Replaces the answers of one page; an answer that was not posted is removed. */
export const withStep = (answers: FormValues, step: StepId, newAnswers: Answers): Answers => ({
  ...withoutSteps(answers, [step]),
  ...newAnswers,
});

export function withoutSteps(answers: FormValues, stepsToRemove: readonly StepId[]): Answers {
  const inputs = new Set<string>(
    stepsToRemove.flatMap((step) => steps[step].questions).flatMap((name) => inputsOf(name)),
  );
  const remaining = Object.entries(answers).filter(
    (entry): entry is [string, string | string[]] => !inputs.has(entry[0]) && entry[1] !== undefined,
  );
  return Object.fromEntries(remaining);
}

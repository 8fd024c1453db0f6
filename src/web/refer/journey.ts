/** A draft looked at with the eyes of the rules: what it says, what is wrong with it, how far each section is. */
import type { Decision, Refusal } from '#src/domain/decision.ts';
import { faultsOfGiven } from '#src/domain/judge.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import { type Target, tryMending } from '#src/usecases/mend-referral.ts';
import { type OwnReferral, readOwn } from '#src/usecases/own-referrals.ts';
import { drawUp, type Sender } from '#src/usecases/submit-referral.ts';
import type { PrivateCall } from '../app/page.ts';
import type { Progress } from '../form/pages.ts';
import { type Drawn, drawBody, type Setting } from './body.ts';
import { type DrawnCorrection, drawCorrection } from './correction-body.ts';
import type { Content, OpenDraft } from './draft.ts';
import { errorsIn, type PageError } from './errors.ts';
import { isStepId, type StepId, stepsOf, type TaskId, taskIds } from './steps.ts';

export interface Journey extends OpenDraft {
  drawn: Drawn;
  errors: PageError[];
  refused?: Refusal;
  /** What the rules would make of it; absent when it would be refused, or a page is not answered. */
  decision?: Decision;
  /** What would be stored of a new referral; absent when the decision is. */
  submission?: Submission;
  correction?: Correction;
}

/** A correction: of what, and what of it was given again. The person's part of it stays sealed. */
export interface Correction extends Pick<DrawnCorrection, 'mending' | 'again'> {
  target: NonNullable<Content['corrects']>;
  own: OwnReferral;
}

/** The routes are for these kinds alone. */
export const senderOf = ({ viewer }: PrivateCall): Sender => ({
  id: viewer.party.id,
  kind: viewer.party.kind as SenderKind,
});

const settingOf = (call: PrivateCall, open: OpenDraft): Setting => ({
  sender: senderOf(call),
  area: call.deps.area,
  now: call.now,
  draft: open.draft.id,
});

const drawnCorrection = (call: PrivateCall, open: OpenDraft): DrawnCorrection =>
  drawCorrection(open.content.answers, (step) => open.content.steps[step] !== undefined, settingOf(call, open));

export const targetOf = ({ target }: Correction): Target => ({ id: target.referral, version: target.version });

/** What the draft says, before any rule is asked. */
export const draw = (call: PrivateCall, open: OpenDraft): Drawn =>
  open.content.corrects ? drawnCorrection(call, open) : drawBody(open.content.answers, settingOf(call, open));

/** Undefined when it corrects a referral that is not the viewer's organisation's. */
export async function look(call: PrivateCall, open: OpenDraft): Promise<Journey | undefined> {
  const { corrects } = open.content;
  if (corrects) return lookAtCorrection(call, open, corrects);
  const drawn = draw(call, open);
  const found = await drawUp(call.deps, senderOf(call), drawn.body);
  if ('refused' in found) return withErrors(call, open, drawn, found.refused);
  if (drawn.faults.length > 0) return withErrors(call, open, drawn);
  return { ...open, drawn, errors: [], decision: found.record.decision, submission: found.submission };
}

async function lookAtCorrection(
  call: PrivateCall,
  open: OpenDraft,
  target: Correction['target'],
): Promise<Journey | undefined> {
  const { deps } = call;
  const sender = senderOf(call);
  const own = await readOwn(deps, sender, target.referral);
  const drawn = drawnCorrection(call, open);
  const { mending, again } = drawn;
  const tried = await tryMending(deps, sender, { id: target.referral, version: target.version }, mending);
  if (!own || 'absent' in tried) return undefined;
  const correction: Correction = { target, own, mending, again };
  if ('refused' in tried) return { ...withErrors(call, open, drawn, tried.refused), correction };
  if (drawn.faults.length > 0) return { ...withErrors(call, open, drawn), correction };
  return { ...open, drawn, errors: [], decision: tried.decision, correction };
}

/** @param refused by the rules; absent where only the pages ask for more than they do */
const withErrors = (call: PrivateCall, open: OpenDraft, drawn: Drawn, refused?: Refusal): Journey => ({
  ...open,
  drawn,
  ...(refused && { refused }),
  errors: errorsIn(drawn, refused?.faults ?? [], {
    texts: call.site.texts,
    kind: senderOf(call).kind,
    answers: open.content.answers,
  }),
});

/** What the rules say of referring this person without asking; undefined when they need not be asked. */
export function askFirst(call: PrivateCall, { drawn, correction }: Journey): string | undefined {
  // The rest of a referral that is corrected is not looked at here; what it needs is said after the answer.
  if (correction) return undefined;
  const unasked = { ...drawn.given, consent: { basis: 'public-task' as const } };
  const faults = faultsOfGiven(unasked, { sender: senderOf(call), area: call.deps.area, now: call.now });
  return faults.find(({ code }) => code === 'explicit-consent-required')?.detail;
}

/** The journey's page that the path names. */
export function stepIn({ params }: PrivateCall, { steps }: Pick<Drawn, 'steps'>): StepId | undefined {
  const { step } = params;
  return isStepId(step) && steps.includes(step) ? step : undefined;
}

export const stepsIn = ({ drawn }: Journey, task: TaskId): StepId[] =>
  stepsOf(task).filter((id) => drawn.steps.includes(id));

export function progressOf(journey: Journey, task: TaskId): Progress {
  const all = stepsIn(journey, task);
  const saved = all.flatMap((id) => journey.content.steps[id] ?? []);
  if (saved.length === 0) return 'notStarted';
  if (saved.length < all.length || saved.some(({ done }) => !done)) return 'inProgress';
  return journey.errors.some((error) => all.includes(error.step)) ? 'problem' : 'completed';
}

/** Every section is answered; of a correction, one page at least and none by half. */
export function isComplete(journey: Journey): boolean {
  const { correction, content } = journey;
  if (correction) return correction.again.length > 0 && correction.again.every((step) => content.steps[step]?.done);
  return taskIds.every((task) => ['completed', 'problem'].includes(progressOf(journey, task)));
}

/** Where a section is gone on with: its first page that was not continued from, else its first. */
export function entryOf(journey: Journey, task: TaskId): StepId | undefined {
  const all = stepsIn(journey, task);
  const wrong = all.find((id) => journey.errors.some((error) => error.step === id));
  return all.find((id) => !journey.content.steps[id]?.done) ?? wrong ?? all[0];
}

/** Paths of a draft's pages. Nothing but the draft's own number and names of pages stands in them. */
export const paths = {
  tasks: (draft: string) => `/refer/${draft}`,
  step: (draft: string, step: StepId, query: Readonly<Record<string, string>> = {}) => {
    const text = new URLSearchParams(query).toString();
    return `/refer/${draft}/${step}${text && `?${text}`}`;
  },
  page: (draft: string, page: 'check' | 'send' | 'delete' | 'consent-needed' | 'opted-out' | 'newest') =>
    `/refer/${draft}/${page}`,
  sent: (referral: string) => `/refer/sent/${referral}`,
  record: (referral: string) => `/refer/sent/${referral}/record`,
  status: (reference: string) => `/status/${reference}`,
  correct: (reference: string) => `/status/${reference}/correct`,
};

/** Where a draft's journey ended. */
export const endOf = ({ sent, corrects }: Content): string | undefined =>
  sent && (corrects ? `${paths.status(corrects.reference)}?corrected` : paths.sent(sent));

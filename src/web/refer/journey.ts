/** Evaluates a draft by the rules: its answers, its errors, and the progress of each section. */
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
  /** The decision if it were sent now; undefined if it has errors. */
  decision?: Decision;
  /** What would be stored of a new referral; undefined if there is no decision. */
  submission?: Submission;
  correction?: Correction;
}

/** A correction: its target and the pages filled in again. The person's part of the target stays sealed. */
export interface Correction extends Pick<DrawnCorrection, 'mending' | 'again'> {
  target: NonNullable<Content['corrects']>;
  own: OwnReferral;
}

/** The cast is safe because only sender kinds may use these routes. */
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

/** Prepares the referral's body from the draft, without evaluating the rules. */
export const draw = (call: PrivateCall, open: OpenDraft): Drawn =>
  open.content.corrects ? drawnCorrection(call, open) : drawBody(open.content.answers, settingOf(call, open));

/** Evaluates a draft; undefined if it corrects a referral of another organisation. */
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

/** @param refused by the rules; undefined if only the pages require more */
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

/** Why the person must be asked before they are referred; undefined if they need not be. */
export function askFirst(call: PrivateCall, { drawn, correction }: Journey): string | undefined {
  // A correction has only part of the referral, so whether consent is needed is not known before it is evaluated.
  if (correction) return undefined;
  const unasked = { ...drawn.given, consent: { basis: 'public-task' as const } };
  const faults = faultsOfGiven(unasked, { sender: senderOf(call), area: call.deps.area, now: call.now });
  return faults.find(({ code }) => code === 'explicit-consent-required')?.detail;
}

/** The page named in the path, if it is part of the journey. */
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

/** Whether every section is answered; for a correction, whether there is a saved page and all saved pages are done. */
export function isComplete(journey: Journey): boolean {
  const { correction, content } = journey;
  if (correction) return correction.again.length > 0 && correction.again.every((step) => content.steps[step]?.done);
  return taskIds.every((task) => ['completed', 'problem'].includes(progressOf(journey, task)));
}

/** The page at which to continue a section: the first not done, else the first with an error, else the first. */
export function entryOf(journey: Journey, task: TaskId): StepId | undefined {
  const all = stepsIn(journey, task);
  const wrong = all.find((id) => journey.errors.some((error) => error.step === id));
  return all.find((id) => !journey.content.steps[id]?.done) ?? wrong ?? all[0];
}

/** Paths of the journey's pages. They contain only ids, references and page names, never personal data. */
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

/** Where the draft was sent to: its confirmation or the status page; undefined if it was not sent. */
export const endOf = ({ sent, corrects }: Content): string | undefined =>
  sent && (corrects ? `${paths.status(corrects.reference)}?corrected` : paths.sent(sent));

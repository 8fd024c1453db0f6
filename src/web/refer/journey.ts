/** A draft looked at with the eyes of the rules: what it says, what is wrong with it, how far each section is. */
import type { Refusal } from '#src/domain/decision.ts';
import { faultsOfGiven } from '#src/domain/judge.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import type { LedgerRecord } from '#src/usecases/ports.ts';
import { drawUp, type Sender } from '#src/usecases/submit-referral.ts';
import type { PrivateCall } from '../app/page.ts';
import type { Progress } from '../form/pages.ts';
import { type Drawn, drawBody } from './body.ts';
import type { OpenDraft } from './draft.ts';
import { errorsIn, type PageError } from './errors.ts';
import { isStepId, type StepId, stepsOf, type TaskId, taskIds } from './steps.ts';

export interface Journey extends OpenDraft {
  drawn: Drawn;
  errors: PageError[];
  refused?: Refusal;
  /** What would be stored; absent when it would be refused. */
  whole?: { record: LedgerRecord; submission: Submission };
}

/** The routes are for these kinds alone. */
export const senderOf = ({ viewer }: PrivateCall): Sender => ({
  id: viewer.party.id,
  kind: viewer.party.kind as SenderKind,
});

export function look(call: PrivateCall, open: OpenDraft): Journey {
  const { deps, now, site } = call;
  const { answers } = open.content;
  const sender = senderOf(call);
  const drawn = drawBody(answers, { sender, area: deps.area, now, draft: open.draft.id });
  const found = drawUp(deps, sender, drawn.body);
  if (!('refused' in found)) return { ...open, drawn, errors: [], whole: found };
  const { refused } = found;
  return { ...open, drawn, refused, errors: errorsIn(drawn, refused.faults, answers, site.texts) };
}

/** What the rules say of referring this person without asking; undefined when they need not be asked. */
export function askFirst(call: PrivateCall, { drawn }: Journey): string | undefined {
  const unasked = { ...drawn.given, consent: { basis: 'public-task' as const } };
  const faults = faultsOfGiven(unasked, { sender: senderOf(call), area: call.deps.area, now: call.now });
  return faults.find(({ code }) => code === 'explicit-consent-required')?.detail;
}

/** The journey's page that the path names. */
export function stepIn({ params }: PrivateCall, { drawn }: Journey): StepId | undefined {
  const { step } = params;
  return isStepId(step) && drawn.steps.includes(step) ? step : undefined;
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

export const isComplete = (journey: Journey): boolean =>
  taskIds.every((task) => ['completed', 'problem'].includes(progressOf(journey, task)));

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
  page: (draft: string, page: 'check' | 'send' | 'delete' | 'consent-needed' | 'opted-out') =>
    `/refer/${draft}/${page}`,
  sent: (referral: string) => `/refer/sent/${referral}`,
  record: (referral: string) => `/refer/sent/${referral}/record`,
};

/** Saves a page's answers in a draft that another window may have changed. */
import type { ReferCall } from '../../app/page.ts';
import { allValues } from '../../form/errors.ts';
import { inputsOf } from '../questions/questions.ts';
import { type StepId, steps } from '../questions/steps.ts';
import {
  type DraftContent,
  type OpenDraft,
  openDraft,
  type readAnswers,
  saveDraft,
  withoutSteps,
  withStep,
} from './draft.ts';

type Answers = ReturnType<typeof readAnswers>;

export type SaveResult =
  | { saved: OpenDraft }
  /** Another window saved other answers on this page since it was shown; nothing is saved until the person chooses. */
  | { conflict: OpenDraft; newAnswers: Answers }
  /** The draft was sent or deleted meanwhile. */
  | { gone: OpenDraft | undefined };

const maxAttempts = 5;

export const answersDiffer = (step: StepId, one: Answers, other: Answers): boolean =>
  steps[step].questions
    .flatMap((name) => inputsOf(name))
    .some((input) => {
      const [a, b] = [allValues(one, input), allValues(other, input)];
      return a.length !== b.length || a.some((value, index) => value !== b[index]);
    });

/**
 * Saves one page; repeats if another window saved a different page in between.
 * @param page.shownRevision the revision that the page showed
 * @param page.seenForecast the forecast before this page was changed, unless an earlier one was seen
 * @param page.done whether the person continued, rather than saved to come back later
 */
export async function savePage(
  call: ReferCall,
  first: OpenDraft,
  page: { step: StepId; shownRevision: number; done: boolean; newAnswers: Answers; seenForecast?: string | undefined },
): Promise<SaveResult> {
  const { step, shownRevision, done, newAnswers } = page;
  let open: OpenDraft | undefined = first;
  for (let attempt = 0; attempt < maxAttempts && open && !open.content.sent; attempt++) {
    const { content, draft } = open;
    const savedAt = content.steps[step]?.rev ?? 0;
    if (savedAt > shownRevision && answersDiffer(step, content.answers, newAnswers))
      return { conflict: open, newAnswers };
    const next: DraftContent = {
      ...content,
      typed: withoutTyped(content, [step]),
      seenForecast: content.seenForecast ?? page.seenForecast,
      answers: withStep(content.answers, step, newAnswers),
      steps: { ...content.steps, [step]: { rev: draft.rev + 1, done } },
    };
    if ((await saveDraft(call, open, next)) === 'saved') {
      return { saved: { draft: { ...draft, rev: draft.rev + 1 }, content: next } };
    }
    open = await openDraft(call);
  }
  return { gone: open };
}

/** Applies `change` to the draft, whatever another window saved in between; undefined if the draft is gone. */
export async function updateDraft(
  call: ReferCall,
  first: OpenDraft,
  change: (content: DraftContent) => DraftContent,
): Promise<OpenDraft | undefined> {
  let open: OpenDraft | undefined = first;
  for (let attempt = 0; attempt < maxAttempts && open && !open.content.sent; attempt++) {
    const content = change(open.content);
    if ((await saveDraft(call, open, content)) === 'saved') {
      return { draft: { ...open.draft, rev: open.draft.rev + 1 }, content };
    }
    open = await openDraft(call);
  }
  return open;
}

/** Removes pages from a draft, with their answers. */
export const removeSteps =
  (stepsToRemove: readonly StepId[]) =>
  (content: DraftContent): DraftContent => ({
    ...content,
    answers: withoutSteps(content.answers, stepsToRemove),
    typed: withoutTyped(content, stepsToRemove),
    steps: Object.fromEntries(
      Object.entries(content.steps).filter(([id]) => !stepsToRemove.some((step) => step === id)),
    ),
  });

const withoutTyped = ({ typed = {} }: DraftContent, stepsToRemove: readonly StepId[]): DraftContent['typed'] =>
  Object.fromEntries(Object.entries(typed).filter(([id]) => !stepsToRemove.some((step) => step === id)));

/** Empties a draft that was sent, except for its target, to which Back and a second press lead until it expires. */
export const clearAnswers =
  (sent: DraftContent['sent']) =>
  ({ corrects }: DraftContent): DraftContent => ({ answers: {}, steps: {}, sent, ...(corrects ? { corrects } : {}) });

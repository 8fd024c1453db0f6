/** Saves a page's answers in a draft that another window may have changed. */
import type { PrivateCall } from '../app/page.ts';
import { allTyped } from '../form/errors.ts';
import { type Content, type OpenDraft, openDraft, saveDraft, type typedOn, withoutSteps, withStep } from './draft.ts';
import { inputsOf } from './questions.ts';
import { type StepId, steps } from './steps.ts';

type Typed = ReturnType<typeof typedOn>;

export type Kept =
  | { kept: OpenDraft }
  /** Another window saved other answers on this page since it was shown; nothing is saved until the person chooses. */
  | { conflict: OpenDraft; typed: Typed }
  /** The draft was sent or deleted meanwhile. */
  | { gone: OpenDraft | undefined };

const mostTries = 5;

export const differs = (step: StepId, one: Typed, other: Typed): boolean =>
  steps[step].questions.flatMap(inputsOf).some((input) => {
    const [a, b] = [allTyped(one, input), allTyped(other, input)];
    return a.length !== b.length || a.some((value, index) => value !== b[index]);
  });

/**
 * Saves one page; repeats if another window saved a different page in between.
 * @param page.shownRevision the revision that the page showed
 * @param page.done whether the person continued, rather than saved to come back later
 */
export async function keep(
  call: PrivateCall,
  first: OpenDraft,
  page: { step: StepId; seen: number; done: boolean; typed: Typed },
): Promise<Kept> {
  const { step, seen, done, typed } = page;
  let open: OpenDraft | undefined = first;
  for (let tries = 0; tries < mostTries && open && !open.content.sent; tries++) {
    const { content, draft } = open;
    const savedAt = content.steps[step]?.rev ?? 0;
    if (savedAt > seen && differs(step, content.answers, typed)) return { conflict: open, typed };
    const next = {
      ...content,
      answers: withStep(content.answers, step, typed),
      steps: { ...content.steps, [step]: { rev: draft.rev + 1, done } },
    };
    if ((await saveDraft(call, open, next)) === 'saved') {
      return { kept: { draft: { ...draft, rev: draft.rev + 1 }, content: next } };
    }
    open = await openDraft(call);
  }
  return { gone: open };
}

/** Applies `change` to the draft, whatever another window saved in between; undefined if the draft is gone. */
export async function saveOver(
  call: PrivateCall,
  first: OpenDraft,
  change: (content: Content) => Content,
): Promise<OpenDraft | undefined> {
  let open: OpenDraft | undefined = first;
  for (let tries = 0; tries < mostTries && open && !open.content.sent; tries++) {
    const content = change(open.content);
    if ((await saveDraft(call, open, content)) === 'saved') {
      return { draft: { ...open.draft, rev: open.draft.rev + 1 }, content };
    }
    open = await openDraft(call);
  }
  return open;
}

/** Removes pages from a draft, with their answers. */
export const without =
  (gone: readonly StepId[]) =>
  (content: Content): Content => ({
    ...content,
    answers: withoutSteps(content.answers, gone),
    steps: Object.fromEntries(Object.entries(content.steps).filter(([id]) => !gone.some((step) => step === id))),
  });

/** Empties a draft that was sent, except for its target, to which Back and a second press lead until it expires. */
export const emptied =
  (sent: Content['sent']) =>
  ({ corrects }: Content): Content => ({ answers: {}, steps: {}, sent, ...(corrects ? { corrects } : {}) });

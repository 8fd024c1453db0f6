/** Paths of the pages on which a partner refers somebody: ids, references and page names, never personal data. */
import type { DraftContent } from './drafts/draft.ts';
import type { StepId } from './questions/steps.ts';

export const paths = {
  tasks: (draft: string) => `/refer/${draft}`,
  step: (draft: string, step: StepId, query: Readonly<Record<string, string>> = {}) => {
    const text = new URLSearchParams(query).toString();
    return `/refer/${draft}/${step}${text && `?${text}`}`;
  },
  page: (
    draft: string,
    page: 'check' | 'send' | 'delete' | 'consent-needed' | 'opted-out' | 'not-referred' | 'newest',
  ) => `/refer/${draft}/${page}`,
  sent: (referral: string) => `/refer/sent/${referral}`,
  record: (referral: string) => `/refer/sent/${referral}/record`,
  status: (reference: string) => `/status/${reference}`,
  correct: (reference: string) => `/status/${reference}/correct`,
};

/** Where the draft was sent to: its confirmation or the status page; undefined if it was not sent. */
export const endPath = ({ sent, corrects }: DraftContent): string | undefined =>
  sent && (corrects ? `${paths.status(corrects.reference)}?corrected` : paths.sent(sent));

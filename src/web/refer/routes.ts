/** The pages on which a partner refers somebody. */
import { senderKinds } from '#src/domain/vocabulary.ts';
import type { PageRoute } from '../app/page.ts';
import { goOnFromCheck, showCheck } from './check-page.ts';
import { beginCorrection } from './correction-start.ts';
import { useNewest } from './correction-stop.ts';
import type { Handle } from './page.ts';
import { send, showEquality } from './send-page.ts';
import { showRecord, showSent } from './sent-pages.ts';
import { askDelete, begin, deleteDraft, start } from './start-page.ts';
import { answerStep, showStep } from './step-page.ts';
import { consentNeeded, optedOut, putAside } from './stop-pages.ts';
import { taskPage } from './tasks-page.ts';

const get = (path: string, summary: string, handle: Handle): PageRoute => ({
  method: 'GET',
  path,
  who: senderKinds,
  summary,
  handle,
});
const post = (path: string, summary: string, handle: Handle): PageRoute => ({
  method: 'POST',
  path,
  who: senderKinds,
  summary,
  handle,
});

/** The first that matches answers: pages with names of their own stand before the pages of questions. */
export const referRoutes: readonly PageRoute[] = [
  get('/refer', 'Start a referral or go on with one', start),
  post('/refer', 'Start a referral', begin),
  post('/status/{reference}/correct', 'Correct a referral that is on hold or came back', beginCorrection),
  get('/refer/sent/{referral}', 'What became of a referral that was sent', showSent),
  get('/refer/sent/{referral}/record', 'A record of it to keep', showRecord),
  get('/refer/{draft}', 'Sections of a referral and how far each is', taskPage),
  get('/refer/{draft}/delete', 'Ask whether to delete a draft', askDelete),
  post('/refer/{draft}/delete', 'Delete a draft', deleteDraft),
  get('/refer/{draft}/consent-needed', 'The person must be asked first', consentNeeded),
  post('/refer/{draft}/consent-needed', 'Put the draft aside to ask them', putAside),
  get('/refer/{draft}/opted-out', 'The person may not be referred', optedOut),
  get('/refer/{draft}/check', 'Check the answers', showCheck),
  post('/refer/{draft}/check', 'Go on to the last questions, or send a correction', goOnFromCheck),
  post('/refer/{draft}/newest', 'Put a correction on top of a newer one', useNewest),
  get('/refer/{draft}/equality', 'Optional questions', showEquality),
  post('/refer/{draft}/equality', 'Send the referral', send),
  get('/refer/{draft}/{step}', 'A page of questions', showStep),
  post('/refer/{draft}/{step}', 'Answer a page of questions', answerStep),
];

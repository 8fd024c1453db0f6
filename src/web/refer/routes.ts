/** The pages on which a partner refers somebody. */
import { senderKinds } from '#src/domain/vocabulary.ts';
import type { PageRoute, ReferCall } from '../app/page.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';

const refer = lazyHandlers(async () => (await import('./handlers.ts')).handlers);
const get = forParties('refer', 'GET', senderKinds);
const post = forParties('refer', 'POST', senderKinds);

const keep = async (call: ReferCall) => (await import('./drafts/keep-typed.ts')).keepTyped(call);

/** The first match wins, so pages with fixed names come before `{step}`. */
export const referRoutes: readonly PageRoute[] = [
  get('/refer', 'Start a referral or go on with one', refer('showStart')),
  post('/refer', 'Start a referral', refer('beginReferral')),
  post('/status/{reference}/correct', 'Correct a referral that is on hold or came back', refer('beginCorrection')),
  get('/refer/sent/{referral}', 'What became of a referral that was sent', refer('showSent')),
  get('/refer/sent/{referral}/record', 'A record of it to keep', refer('showRecord')),
  get('/refer/{draft}', 'Sections of a referral and how far each is', refer('taskPage')),
  get('/refer/{draft}/delete', 'Ask whether to delete a draft', refer('confirmDelete')),
  post('/refer/{draft}/delete', 'Delete a draft', refer('deleteDraft')),
  get('/refer/{draft}/consent-needed', 'The person must be asked first', refer('consentNeeded')),
  post('/refer/{draft}/consent-needed', 'Put the draft aside to ask them', refer('leaveDraftSaved')),
  get('/refer/{draft}/opted-out', 'The person may not be referred', refer('optedOut')),
  get('/refer/{draft}/not-referred', 'Lead back to the draft', refer('redirectToTasks')),
  post('/refer/{draft}/not-referred', 'Count that they said no, and delete the draft', refer('countRefusal')),
  get('/refer/{draft}/check', 'Check the answers', refer('showCheck')),
  post('/refer/{draft}/check', 'Go on to the last questions, or send a correction', refer('submitCheck')),
  get('/refer/{draft}/newest', 'Lead back to the correction', refer('redirectToTasks')),
  post('/refer/{draft}/newest', 'Put a correction on top of a newer one', refer('rebaseCorrection')),
  get('/refer/{draft}/equality', 'Optional questions', refer('showEquality')),
  post('/refer/{draft}/equality', 'Send the referral', refer('send'), keep),
  get('/refer/{draft}/{step}', 'A page of questions', refer('showStep')),
  post('/refer/{draft}/{step}', 'Answer a page of questions', refer('answerStep'), keep),
];

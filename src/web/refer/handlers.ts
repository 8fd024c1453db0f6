/** The handlers of the journey, loaded together at the first request for one of them. */

import { rebaseCorrection, redirectToTasks } from './correction/late-correction.ts';
import { beginCorrection } from './correction/start-correction.ts';
import { beginReferral, confirmDelete, deleteDraft, showStart } from './drafts/start-page.ts';
import { answerStep, showStep } from './journey/step-page.ts';
import { consentNeeded, countRefusal, leaveDraftSaved, optedOut } from './journey/stop-pages.ts';
import { taskPage } from './journey/task-list-page.ts';
import { showCheck, submitCheck } from './send/check-page.ts';
import { send, showEquality } from './send/send-page.ts';
import { showRecord, showSent } from './send/sent-pages.ts';

export const handlers = {
  answerStep,
  confirmDelete,
  redirectToTasks,
  beginReferral,
  beginCorrection,
  consentNeeded,
  countRefusal,
  deleteDraft,
  submitCheck,
  optedOut,
  leaveDraftSaved,
  send,
  showCheck,
  showEquality,
  showRecord,
  showSent,
  showStep,
  showStart,
  taskPage,
  rebaseCorrection,
};

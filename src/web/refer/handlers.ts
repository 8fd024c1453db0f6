/** The handlers of the journey, loaded together at the first request for one of them. */
import { goOnFromCheck, showCheck } from './check-page.ts';
import { beginCorrection } from './correction-start.ts';
import { backToTasks, useNewest } from './correction-stop.ts';
import { send, showEquality } from './send-page.ts';
import { showRecord, showSent } from './sent-pages.ts';
import { askDelete, begin, deleteDraft, start } from './start-page.ts';
import { answerStep, showStep } from './step-page.ts';
import { consentNeeded, optedOut, putAside } from './stop-pages.ts';
import { taskPage } from './tasks-page.ts';

export const handlers = {
  answerStep,
  askDelete,
  backToTasks,
  begin,
  beginCorrection,
  consentNeeded,
  deleteDraft,
  goOnFromCheck,
  optedOut,
  putAside,
  send,
  showCheck,
  showEquality,
  showRecord,
  showSent,
  showStep,
  start,
  taskPage,
  useNewest,
};

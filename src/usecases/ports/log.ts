/** The registered log events and fields: nothing else can be logged. */

/** Every event, with its meaning. */
export const logEvents = {
  'request-answered': 'an HTTP request was answered',
  'request-failed': 'an HTTP request failed with an unexpected error',
  'forged-post': 'a form was posted from another site or with another session’s token',
  'page-refused': 'somebody asked for a page that is not for their party or their roles',
  'sign-in-refused': 'somebody was not signed in: the issuer’s answer was not valid, or they may not come in',
  'signed-in': 'somebody signed in',
  'signed-out': 'somebody signed out, or left by Exit',
  'opened-unusually-many': 'a person opened far more cases in a day than they usually do; `count` is how many',
  'opened-without-reason':
    'a service’s system read a case that needs a reason, and gave none; `reason` is what it needs one for',
  'refused-without-reason':
    'a service’s system was not shown a case, because it gave no reason and needs one; `reason` is what it needs one for',
  'opening-not-watched': 'a person opened a case, and whether that is usual could not be looked up',
  'opened-out-of-hours': 'a person opened a case out of hours that is not theirs to work on; `reason` says why not',
  'session-ended': 'a request came with a session that is over',
  'staff-invited': 'an administrator gave a colleague an account; `member` is the colleague',
  'staff-account-unlisted':
    'an account was made for a colleague but neither put into the directory nor closed again; it can only be closed in the user pool',
  'staff-changed': 'an administrator changed a colleague’s name or roles',
  'staff-removed': 'an administrator shut a colleague out',
  'staff-readmitted': 'an administrator let a colleague in again',
  'secret-not-read':
    'the area’s secret could not be read again; the function goes on with what it read, for an hour at most',
  'dependency-unavailable': 'a dependency was unavailable; the caller was told to retry',
  'put-left-to-sdk':
    'the direct call that stores a referral did not succeed, and the SDK stores it; `reason` is AWS’s exception, or what became of the connection',
  'referral-stored': 'a referral was stored in the ledger',
  'duplicate-not-counted': 'a referral that came again was answered, but could not be counted as a duplicate',
  'characteristics-not-counted': 'a referral was stored, but its equality monitoring could not be counted',
  'referral-recorded': 'a version of a referral was recorded with its hand-offs and counters',
  'record-parked': 'a record cannot be dispatched; it waits in the parked queue',
  'parked-settled': 'a parked version was tried again: it is dispatched, or had been taken up before',
  'dispatch-failed': 'a record could not be dispatched now; the stream brings it again',
  'dispatch-together-failed': 'new referrals could not be dispatched together; each is dispatched alone',
  'hand-offs-sent': 'messages are in their services’ queues',
  'hand-off-send-failed': 'messages did not go; the sweep sends them',
  'left-unreviewed': 'an ended case was on the hub’s list until its time was over; it is erased all the same',
  'deadline-failed': 'one overdue hand-off could not be looked at; the next run takes it up',
  'calendar-ends-soon': 'the bank holidays on record end within six months; `count` is the days left',
  'sender-silent': 'nothing has come from a sender for longer than the register allows; `count` is the hours',
  'sweep-cut-short': 'there was more to do than time; the next sweep goes on',
  'stream-missed': 'a sweep dispatched what the stream had not brought; `count` is how many versions',
  'waiting-now': 'what waits, once an hour, by `reason` (held, unread, suspended)',
  'sweep-finished': 'a sweep looked at what the stream had not brought',
  'duplicate-look-failed': 'a referral was not looked at again for a possible duplicate; the next sweep does it',
  'other-referral-unreadable':
    'another referral of the person could not be read: whether they said no, or have nobody now, is for a person to look at',
  'case-settled': 'no service held a routed case; it has the status now that its hand-offs give it',
  'case-disagrees': 'services work on a case that is over; a person must look at it',
  'balance-differs':
    'the balance of a day does not add up for a sender or service; `count` was found where `recounted` was expected',
  'balance-finished': 'a day was balanced; `count` is the referrals received, `failed` the differences',
  'sender-count-differs':
    'a sender’s own count of a day is another than ours; `count` is how many more it sent, `failed` how many of its references were never seen',
  'recount-differs': 'a counter does not agree with the history',
  'recount-finished': 'the counters of a month were recounted; `count` is the rows, `failed` the differences',
  'recount-cut-short': 'a month is left to the next run: there was no time, or something came late to one before it',
  'month-rolled-up': 'the counters of a month agreed; the month was rolled up',
  'month-not-rolled-up': 'the counters agreed, but a late count came before the month was rolled up',
  'referral-erased': 'a referral’s personal data was erased: its retention period ended, or the authority asked',
  'person-forgotten': 'the person of an erased referral can no longer be recognised if referred again',
  'person-erasure':
    'referrals of one person are erased as one act: `reason` says whether it is proposed, asked for or cancelled, `count` how many they are, `failed` how many were chosen and are kept',
  'erasing-failed': 'a referral could not be erased; the next run retries it',
  'erasing-finished': 'the erasure job has finished',
  'deadlines-cut-short': 'there was more due than time; `count` is left to the next run, which goes on with it',
  'deadlines-finished': 'the deadlines job has finished',
  'canary-finished': 'the canary’s referral went all the way; `ms` is how long it took',
  'canary-failed':
    'the canary’s referral did not come further; `reason` is the step that failed, `set-up` before the first',
  'mail-failed': 'an e-mail did not go; it is tried again',
  'mail-parked': 'an e-mail did not go for too long; it waits for somebody at the hub',
  'mail-finished': 'a run sent the e-mails that were due',
  'address-marked': 'an e-mail came back, or was complained of; nothing more goes to that address',
  started: 'a function has loaded its environment and keys',
} as const;
export type LogEvent = keyof typeof logEvents;

/** The party of a log line where a caller named none that is known: a metric by party counts it too. */
export const nobody = '-';

/** Fields of a log line: ids, counts, codes and durations. */
export interface LogFields {
  referralId?: string;
  handOffId?: string;
  version?: number;
  service?: string;
  party?: string;
  /** Stable id of a person signed in. */
  user?: string;
  /** Stable id of the person whom an administrator looked after. */
  member?: string;
  route?: string;
  status?: number;
  code?: string;
  correlationId?: string;
  reason?: string;
  /** Random id of an act that erases several referrals. */
  act?: string;
  count?: number;
  /** A counter's row and cell. */
  counter?: string;
  recounted?: number;
  /** A calendar month, or a day. */
  period?: string;
  failed?: number;
  ms?: number;
  /** The error's class, never its message, which may contain personal data. */
  error?: string;
  /** File and line of the top stack frame. */
  at?: string;
}

export type Level = 'info' | 'warn' | 'error';
export interface Log {
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

/** The loggable parts of an error: its class or Node’s code, and where it was thrown. */
export function errorFields(error: unknown): Pick<LogFields, 'error' | 'at'> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frame = error.stack
    ?.split('\n')
    .find((row) => row.trimStart().startsWith('at '))
    ?.trim();
  const file = frame && /([\w.-]+\.[mc]?[jt]s:\d+)/.exec(frame)?.[1];
  // Node's own errors are all of one class and have no file of ours: their code says what failed.
  const code =
    'code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code) ? error.code : undefined;
  return { error: code ?? error.name, ...(file ? { at: file } : {}) };
}

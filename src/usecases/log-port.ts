/** What may be logged: only registered events, only registered fields. */

/** Every event there is, and what it means to the one who reads the log. */
export const logEvents = {
  'request-answered': 'an HTTP request was answered',
  'request-failed': 'an HTTP request failed in a way nobody expected',
  'forged-post': 'a form came from elsewhere or with another session’s token',
  'sign-in-refused': 'a sign-in came back and could not be trusted',
  'dependency-unavailable': 'a dependency could not answer; the caller was told to try again',
  'referral-stored': 'a referral was put in the ledger',
  'referral-recorded': 'a version of a referral was recorded with its hand-offs and counters',
  'record-parked': 'a record cannot be dispatched; it waits in the parked queue',
  'parked-settled': 'a parked version was tried again: it is dispatched, or had been taken up before',
  'dispatch-failed': 'a record could not be dispatched now; the stream brings it again',
  'hand-offs-sent': 'messages are in their services’ queues',
  'hand-off-send-failed': 'messages did not go; the sweep sends them',
  'deadline-failed': 'one overdue hand-off could not be looked at; the next run takes it up',
  'sweep-cut-short': 'there was more to do than time; the next sweep goes on',
  'sweep-finished': 'a sweep looked at what the stream had not brought',
  'case-settled': 'no service held a routed case; it has the status now that its hand-offs give it',
  'case-disagrees': 'services work on a case that is over; a person must look at it',
  'calendar-ends': 'a deadline passes the last year whose bank holidays are known; nothing was stored',
  'recount-differs': 'a counter does not agree with the history',
  'recount-finished': 'the counters of a month were counted again',
  'month-bound': 'the counters of a month agreed; questions read it bound from now on',
  'month-not-bound': 'they agreed, and were added to before the month could be bound; it is read by its days',
  'referral-erased': 'what was said of a person was erased: its time had come, or the authority asked',
  'person-forgotten': 'nothing tells any more that the person of an erased referral is referred again',
  'erasing-failed': 'one referral could not be erased; the next run takes it up',
  'erasing-finished': 'the erasing job looked at what was past its time',
  'deadlines-finished': 'the deadlines job looked at what was due',
  started: 'a function has read its environment and its keys',
} as const;
export type LogEvent = keyof typeof logEvents;

/** Fields that may stand on a line: ids, counts, codes and durations. */
export interface LogFields {
  referralId?: string;
  handOffId?: string;
  version?: number;
  service?: string;
  party?: string;
  route?: string;
  status?: number;
  code?: string;
  correlationId?: string;
  reason?: string;
  count?: number;
  /** A counter's row and cell. */
  counter?: string;
  recounted?: number;
  /** A calendar month. */
  period?: string;
  failed?: number;
  ms?: number;
  /** The class of an error, never its message: a message may carry what was sent. */
  error?: string;
  /** Where in our code: file and line of the top frame. */
  at?: string;
}

export type Level = 'info' | 'warn' | 'error';
export interface Log {
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

/** What may be said of an error: its class, its code, and where it was thrown. */
export function errorFields(error: unknown): Pick<LogFields, 'error' | 'at'> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frame = error.stack
    ?.split('\n')
    .find((row) => row.trimStart().startsWith('at '))
    ?.trim();
  const file = frame && /([\w.-]+\.[mc]?[jt]s:\d+)/.exec(frame)?.[1];
  return { error: error.name, ...(file ? { at: file } : {}) };
}

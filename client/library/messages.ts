/** Messages in a service's queue: ids, deadlines and names of parts, no personal data. */
import type { AmendmentMessage, HandOffMessage, WithdrawalMessage } from './api-types.ts';
import { isRecord, parseJson } from './json.ts';

export type { AmendmentMessage, HandOffMessage, WithdrawalMessage };
export type QueueMessage = HandOffMessage | AmendmentMessage | WithdrawalMessage;

type Check = (value: unknown) => boolean;
const isId: Check = (value) => typeof value === 'string' && value !== '' && value.length <= 200;
/** Any word, since a vocabulary may grow. */
const isWord: Check = (value) => typeof value === 'string' && /^[\w-]{1,60}$/.test(value);
const isInstant: Check = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const isCount: Check = (value) => Number.isInteger(value) && Number(value) > 0;
const isAddress: Check = (value) => typeof value === 'string' && URL.canParse(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const areWords: Check = (value) => Array.isArray(value) && value.every(isWord);

const ids = { handOffId: isId, referralId: isId, reference: isId, service: isId } as const;

/** What each message must have. A field that is not named here passes as it is. */
const checks: Readonly<Record<QueueMessage['schema'], Readonly<Record<string, Check>>>> = {
  'victim-referral-intake/hand-off/1': {
    ...ids,
    ...{ priority: isWord, respondBy: isInstant, queuedAt: isInstant, attempt: isCount, detail: isAddress },
  },
  'victim-referral-intake/amendment/1': {
    ...ids,
    ...{ version: isCount, priority: isWord, changed: areWords, stopContact: isFlag },
    ...{ queuedAt: isInstant, detail: isAddress },
  },
  'victim-referral-intake/withdrawal/1': { ...ids, withdrawnAt: isInstant },
};

/** A name that is safe to log. Another one may be of a message that was added later, too. */
const schemaName = /^[a-z0-9-]{1,60}(\/[a-z0-9-]{1,60}){1,4}$/;

/** A message of another schema than those known here was perhaps added later. */
export type ParsedMessage = { message: QueueMessage } | { unknownSchema: string } | { fault: string };

/** The message, or its fault with names of fields but never their values. */
export function parseMessage(body: string | undefined): ParsedMessage {
  const content = parseJson(body ?? '');
  if (content === undefined) return { fault: 'it is not JSON' };
  if (!isRecord(content)) return { fault: 'wrong or missing: the whole' };
  const { schema } = content;
  if (typeof schema !== 'string' || schema === '') return { fault: 'wrong or missing: schema' };
  const fields = new Map<string, Readonly<Record<string, Check>>>(Object.entries(checks)).get(schema);
  if (!fields) return { unknownSchema: schemaName.test(schema) ? schema : 'of another form' };
  const wrong = Object.entries(fields).flatMap(([name, isRight]) => (isRight(content[name]) ? [] : [name]));
  return wrong.length > 0 ? { fault: `wrong or missing: ${wrong.join(', ')}` } : { message: content as QueueMessage };
}

/** A message in the area's own queue of records that could not be dispatched. */
export interface ParkedMessage {
  id: string;
  version: number;
  reason: string;
}

export function parseParkedMessage(content: unknown): ParkedMessage | undefined {
  if (!isRecord(content) || content.schema !== 'victim-referral-intake/parked/1') return undefined;
  const { id, version, reason } = content;
  const isWhole = isId(id) && Number.isInteger(version) && typeof reason === 'string' && reason.length <= 200;
  return isWhole ? { id: String(id), version: Number(version), reason: String(reason) } : undefined;
}

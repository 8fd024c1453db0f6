/** What each operation of the API takes and answers, for the OpenAPI document: the handlers' own schemas. */
import * as z from 'zod';
import { documentedDetailSchema } from '#src/contracts/documented-detail.ts';
import { maxBatchSize, notReferredSchema } from '#src/contracts/intake-requests.ts';
import { batchResponseSchema, referralResponseSchema } from '#src/contracts/intake-responses.ts';
import {
  changeListSchema,
  disclosureListSchema,
  handOffListSchema,
  referralListSchema,
  triageListSchema,
} from '#src/contracts/list-responses.ts';
import { messageSchemaFiles } from '#src/contracts/messages.ts';
import type { ProblemCode } from '#src/contracts/problems.ts';
import { reconciliationSchema, senderCountSchema } from '#src/contracts/reconciliation.ts';
import {
  duplicateSchema,
  eraseSchema,
  legalHoldSchema,
  queries,
  reportSchema,
  returnSchema,
  reviewSchema,
  routeByHandSchema,
  withdrawSchema,
} from '#src/contracts/requests.ts';
import {
  caseStatusSchema,
  handOffSchema,
  referralViewSchema,
  retentionStatusSchema,
} from '#src/contracts/responses.ts';
import type { RouteName, routes } from '#src/contracts/routes.ts';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import { volumesParameters, volumesResponseSchema } from '#src/contracts/volumes.ts';
import { refusalCodes } from '#src/domain/decision.ts';
import { answerHeaders, ifMatch, ifNoneMatch } from './openapi-headers.ts';

type Headers = Record<string, z.ZodType>;

interface Answer {
  description: string;
  schema?: z.ZodType;
  /** Media type, unless it is application/json. */
  type?: string;
  /** Other media types that may be asked for. */
  otherTypes?: Record<string, z.ZodType>;
  /** Besides those of every answer. */
  headers?: Headers;
}

export interface Operation {
  /** The path's variables, unless it is {id}. */
  path?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** Media type of the body, unless it is application/json. */
  bodyType?: 'application/merge-patch+json';
  responses: Partial<Record<200 | 201 | 204 | 207 | 304, Answer>>;
  problems: readonly ProblemCode[];
}

const readProblems = ['malformed-query', 'not-acceptable'] as const;
const writeProblems = [
  'malformed-json',
  'malformed-query',
  'payload-too-large',
  'unsupported-media-type',
  'not-acceptable',
] as const;
const changeProblems = [...writeProblems, 'not-found', 'transition-not-allowed', 'invalid-request'] as const;
const corrected = {
  description: 'The new version, judged again. A referral that was withdrawn or closed is opened again by it',
  schema: referralResponseSchema,
  headers: answerHeaders.version,
};
/** Intake takes any items and judges each by itself (batchSchema): these are what each should be. */
const documentedBatchSchema = z
  .strictObject({ referrals: z.array(submissionSchema).min(1).max(maxBatchSize) })
  .meta({ id: 'Batch' });

const csvSchema = z.string().meta({
  id: 'VolumesFile',
  description:
    'RFC 4180, in UTF-8 with a byte order mark: area, when it was counted, period, whether it is whole, a code and a name for each dimension, what is counted, and the count last. `[c]` where it cannot be said from what is published',
});

export type ApiRoute = {
  [Name in RouteName]: (typeof routes)[Name]['path'] extends `/v1/${string}` ? Name : never;
}[RouteName];

/** One entry for each API route; a missing one does not compile. */
export const operations: Record<ApiRoute, Operation> = {
  submitReferral: {
    query: queries.submitReferral,
    body: submissionSchema,
    responses: {
      201: {
        description: 'Stored: routed or held, and why',
        schema: referralResponseSchema,
        headers: answerHeaders.location,
      },
      200: {
        description:
          'Sent before with this content, however it is spelt (Idempotency-Replayed: true): how it stands now. Or a dry run, which also tells of this',
        schema: referralResponseSchema,
        headers: answerHeaders.replay,
      },
    },
    problems: [...writeProblems, 'already-referred', ...refusalCodes],
  },
  submitBatch: {
    query: queries.submitBatch,
    body: documentedBatchSchema,
    responses: { 207: { description: 'Each item’s own answer', schema: batchResponseSchema } },
    problems: [...writeProblems, 'invalid-request'],
  },
  countNotReferred: {
    body: notReferredSchema,
    responses: { 204: { description: 'Counted. Nothing about the person is kept, and a repeated call counts again' } },
    problems: [...writeProblems, 'invalid-request'],
  },
  listReferrals: {
    query: queries.listReferrals,
    responses: { 200: { description: 'Your referrals, oldest first, 50 a page', schema: referralListSchema } },
    problems: readProblems,
  },
  readReferral: {
    responses: {
      200: {
        description: 'The referral as you may see it',
        schema: referralViewSchema,
        headers: answerHeaders.version,
      },
    },
    problems: [...readProblems, 'not-found'],
  },
  correctReferral: {
    headers: ifMatch,
    body: submissionSchema,
    responses: { 200: corrected },
    problems: [...changeProblems, 'precondition-failed', 'precondition-required', ...refusalCodes],
  },
  patchReferral: {
    headers: ifMatch,
    bodyType: 'application/merge-patch+json',
    body: z.record(z.string(), z.unknown()).meta({
      description:
        'A JSON Merge Patch (RFC 7396) of the referral as it stands: only what changes; null removes a field; a list is replaced whole',
      example: { contact: { phone: '+447700900456' } },
    }),
    responses: { 200: corrected },
    problems: [...changeProblems, 'precondition-failed', 'precondition-required', ...refusalCodes],
  },
  withdrawReferral: {
    body: withdrawSchema,
    responses: { 200: { description: 'Withdrawn; services that hold it are told', schema: caseStatusSchema } },
    problems: changeProblems,
  },
  reconcileDay: {
    body: senderCountSchema,
    responses: {
      200: {
        description: 'What was received from you on that day, and the references that were never seen',
        schema: reconciliationSchema,
      },
    },
    problems: [...writeProblems, 'invalid-request'],
  },
  listChanges: {
    query: queries.listChanges,
    responses: {
      200: {
        description:
          'Every event since, by time; without a cursor those of the last 90 days. None is missing. One of the last minutes may come again',
        schema: changeListSchema,
      },
    },
    problems: readProblems,
  },
  listHandOffs: {
    query: queries.listHandOffs,
    responses: { 200: { description: 'Your hand-offs, most urgent first', schema: handOffListSchema } },
    problems: readProblems,
  },
  readHandOff: {
    responses: { 200: { description: 'What your sharing agreement lists', schema: documentedDetailSchema() } },
    problems: [...readProblems, 'not-found'],
  },
  reportStatus: {
    body: reportSchema,
    responses: { 200: { description: 'The hand-off as it now stands', schema: handOffSchema } },
    problems: [
      ...changeProblems,
      'wrong-confirmation-code',
      'unknown-reason',
      'channel-not-safe',
      'precondition-failed',
    ],
  },
  listTriage: {
    query: queries.listTriage,
    responses: { 200: { description: 'What could not be handed off, and why', schema: triageListSchema } },
    problems: readProblems,
  },
  routeByHand: {
    body: routeByHandSchema,
    responses: {
      200: { description: 'Handed to that service; one whose place it takes is told', schema: caseStatusSchema },
    },
    problems: [...changeProblems, 'service-not-eligible', 'no-safe-contact'],
  },
  listDisclosures: {
    responses: {
      200: {
        description: 'Oldest first; this reading is entered after it. A spoken reference may stand in place of the id',
        schema: disclosureListSchema,
      },
    },
    problems: [...readProblems, 'not-found'],
  },
  decideDuplicate: {
    body: duplicateSchema,
    responses: {
      200: { description: 'Withdrawn as a duplicate, or no longer marked as one', schema: caseStatusSchema },
    },
    problems: changeProblems,
  },
  reviewReferral: {
    body: reviewSchema,
    responses: {
      200: { description: 'Off the list for that reason; for another it stays on it', schema: caseStatusSchema },
    },
    problems: [...changeProblems, 'precondition-failed'],
  },
  returnReferral: {
    body: returnSchema,
    responses: { 200: { description: 'Back with its sender', schema: caseStatusSchema } },
    problems: changeProblems,
  },
  askErasure: {
    body: eraseSchema,
    responses: { 200: { description: 'It is erased within the hour', schema: retentionStatusSchema } },
    problems: [...changeProblems, 'legal-hold'],
  },
  holdForLaw: {
    body: legalHoldSchema,
    responses: { 200: { description: 'How long it is kept now', schema: retentionStatusSchema } },
    problems: [...writeProblems, 'not-found', 'invalid-request', 'erased'],
  },
  readVolumes: {
    query: volumesParameters,
    headers: ifNoneMatch,
    responses: {
      200: {
        description: 'Counts, zero-filled',
        schema: volumesResponseSchema,
        otherTypes: { 'text/csv': csvSchema },
        headers: { ...answerHeaders.volumes, ...answerHeaders.file },
      },
      304: { description: 'The figures are those of the ETag in If-None-Match', headers: answerHeaders.volumes },
    },
    problems: readProblems,
  },
  readOpenApi: {
    responses: { 200: { description: 'This document', schema: z.record(z.string(), z.unknown()) } },
    problems: [],
  },
  readMessageSchema: {
    path: z.object({
      name: z
        .enum(messageSchemaFiles)
        .meta({ description: 'The file, named by the message', example: messageSchemaFiles[0] }),
    }),
    responses: {
      200: {
        description: 'JSON Schema (draft 2020-12). A consumer ignores fields that it does not know',
        schema: z.record(z.string(), z.unknown()),
        type: 'application/schema+json',
      },
    },
    problems: ['not-found'],
  },
};

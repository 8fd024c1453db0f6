/**
 * A typed client of the API. A problem response is thrown as a ReferralsProblem. Referrals are not validated here,
 * because the API reports all faults at once.
 */
import type * as z from 'zod';
import { handOffListSchema, referralListSchema, triageListSchema } from '#src/contracts/list-responses.ts';
import type { notReferredSchema, reportSchema, returnSchema, routeByHandSchema } from '#src/contracts/requests.ts';
import {
  batchResponseSchema,
  caseStatusSchema,
  handOffDetailSchema,
  handOffSchema,
  referralResponseSchema,
  referralViewSchema,
} from '#src/contracts/responses.ts';
import type { RouteName } from '#src/contracts/routes.ts';
import { type VolumesResponse, type volumesParameters, volumesResponseSchema } from '#src/contracts/volumes.ts';
import type { TriageReason } from '#src/domain/case/model.ts';
import type { HandOffStatus, ReferralStatus } from '#src/domain/states.ts';
import type { SubmissionInput } from '#src/domain/submission.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { type ApiOptions, parseResponse, type RequestOptions, sendRequest } from './request.ts';

export type Referral = SubmissionInput;
export type ReferralResponse = z.output<typeof referralResponseSchema>;
export type ReferralView = z.output<typeof referralViewSchema>;
export type ReferralList = z.output<typeof referralListSchema>;
export type BatchResult = z.output<typeof batchResponseSchema>['results'][number];
export type CaseStatus = z.output<typeof caseStatusSchema>;
export type HandOff = z.output<typeof handOffSchema>;
export type HandOffDetail = z.output<typeof handOffDetailSchema>;
export type HandOffList = z.output<typeof handOffListSchema>;
export type TriageList = z.output<typeof triageListSchema>;
export type NotReferred = z.input<typeof notReferredSchema>;
export type Report = z.input<typeof reportSchema>;
/** Query parameters of GET /v1/volumes. */
export type VolumesParameters = Partial<Record<keyof z.input<typeof volumesParameters>, string>>;

/** A JSON Merge Patch of a referral: what changes, and nothing else. */
export type MergePatch = Readonly<Record<string, unknown>>;

export interface SubmitResult {
  answer: ReferralResponse;
  /** Its content had been sent before, in any version and spelling: nothing changed, and the answer is how it stands now. */
  replayed: boolean;
}

export interface PageQuery<Status> {
  status?: readonly Status[];
  cursor?: string;
}

export interface ReferralsQuery extends PageQuery<ReferralStatus> {
  /** `action`: those that are held, were returned, or that a service has suspended. */
  needs?: 'action';
  /** Yours alone. */
  crimeReference?: string;
  incidentReference?: string;
}

export interface TriageQuery {
  /** Cases that are there for any of these. */
  reasons?: readonly TriageReason[];
  reference?: string;
  crimeReference?: string;
  cursor?: string;
}

export interface UnknownFieldsOption {
  /** Takes referrals without the fields that the API does not know; `dropped` in the answer names them. */
  dropUnknownFields?: boolean;
}

export interface ReferralsApi {
  /** Safe to repeat. `dryRun` returns the same answer but stores nothing. */
  submit(referral: Referral, options?: { dryRun?: boolean } & UnknownFieldsOption): Promise<SubmitResult>;
  /** Up to 100, each processed independently; results are in the order sent. */
  submitBatch(referrals: readonly Referral[], options?: UnknownFieldsOption): Promise<BatchResult[]>;
  /** Counts somebody who was asked and said no. Each call counts one more, so it is not tried again by itself. */
  countNotReferred(notReferred: NotReferred): Promise<void>;
  readReferral(id: string): Promise<ReferralView>;
  /** By reference, such as GM-7K3M-9QTX; undefined when the sender has no such referral. */
  findReferral(reference: string): Promise<ReferralList['items'][number] | undefined>;
  listReferrals(query?: ReferralsQuery): Promise<ReferralList>;
  /** @param version the version that this corrects */
  correctReferral(id: string, version: number, referral: Referral): Promise<ReferralResponse>;
  /**
   * Corrects some fields: null removes one, a list is replaced whole (RFC 7396).
   * @param version the version that this corrects
   */
  patchReferral(id: string, version: number, patch: MergePatch): Promise<ReferralResponse>;
  withdrawReferral(id: string, reason: WithdrawReason): Promise<CaseStatus>;

  listHandOffs(page?: PageQuery<HandOffStatus>): Promise<HandOffList>;
  /** The first read collects the hand-off; every read is recorded in the disclosure log. */
  readHandOff(id: string): Promise<HandOffDetail>;
  report(id: string, report: Report): Promise<HandOff>;

  listTriage(query?: TriageQuery): Promise<TriageList>;
  routeByHand(id: string, body: z.input<typeof routeByHandSchema>): Promise<CaseStatus>;
  returnReferral(id: string, body: z.input<typeof returnSchema>): Promise<CaseStatus>;

  volumes(parameters: VolumesParameters): Promise<VolumesResponse>;
  /** RFC 4180 with a byte order mark, as spreadsheets need it. */
  volumesCsv(parameters: VolumesParameters): Promise<string>;
}

export function referralsApi(options: ApiOptions): ReferralsApi {
  const callApi = async <Schema extends z.ZodType>(name: RouteName, schema: Schema, request?: RequestOptions) =>
    parseResponse(await sendRequest(options, name, request), schema);

  return {
    async submit(referral, { dryRun, dropUnknownFields } = {}) {
      const query = { ...(dryRun ? { dryRun: 'true' } : {}), ...unknownFieldsQuery(dropUnknownFields) };
      const response = await sendRequest(options, 'submitReferral', { body: referral, query });
      const replayed = response.headers.get('idempotency-replayed') === 'true';
      return { answer: await parseResponse(response, referralResponseSchema), replayed };
    },
    async submitBatch(referrals, { dropUnknownFields } = {}) {
      const query = unknownFieldsQuery(dropUnknownFields);
      const { results } = await callApi('submitBatch', batchResponseSchema, { body: { referrals }, query });
      return results.toSorted((one, other) => one.index - other.index);
    },
    async countNotReferred(notReferred) {
      await sendRequest({ ...options, tries: 1 }, 'countNotReferred', { body: notReferred });
    },
    readReferral: (id) => callApi('readReferral', referralViewSchema, { id }),
    async findReferral(reference) {
      const { items } = await callApi('listReferrals', referralListSchema, { query: { reference } });
      return items[0];
    },
    listReferrals: (page) => callApi('listReferrals', referralListSchema, { query: toQuery(page) }),
    correctReferral: (id, version, referral) =>
      callApi('correctReferral', referralResponseSchema, {
        id,
        body: referral,
        headers: { 'if-match': `"${version}"` },
      }),
    patchReferral: (id, version, patch) =>
      callApi('patchReferral', referralResponseSchema, {
        id,
        body: patch,
        headers: { 'if-match': `"${version}"`, 'content-type': 'application/merge-patch+json' },
      }),
    withdrawReferral: (id, reason) => callApi('withdrawReferral', caseStatusSchema, { id, body: { reason } }),

    listHandOffs: (page) => callApi('listHandOffs', handOffListSchema, { query: toQuery(page) }),
    readHandOff: (id) => callApi('readHandOff', handOffDetailSchema, { id }),
    report: (id, report) => callApi('reportStatus', handOffSchema, { id, body: report }),

    listTriage: ({ reasons, ...query } = {}) =>
      callApi('listTriage', triageListSchema, { query: { ...query, reason: reasons?.join(',') } }),
    routeByHand: (id, body) => callApi('routeByHand', caseStatusSchema, { id, body: body }),
    returnReferral: (id, body) => callApi('returnReferral', caseStatusSchema, { id, body: body }),

    volumes: (parameters) =>
      callApi('readVolumes', volumesResponseSchema, { query: { ...parameters, format: 'json' } }),
    async volumesCsv(parameters) {
      const response = await sendRequest(options, 'readVolumes', { query: { ...parameters, format: 'csv' } });
      // text() would remove the byte order mark, by which spreadsheets recognise UTF-8.
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    },
  };
}

const unknownFieldsQuery = (drop: boolean | undefined): Record<string, string> =>
  drop ? { unknownFields: 'drop' } : {};

const toQuery = ({
  status,
  ...query
}: ReferralsQuery | PageQuery<HandOffStatus> = {}): Record<string, string | undefined> => ({
  ...query,
  status: status?.join(','),
});

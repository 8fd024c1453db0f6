/**
 * A typed client of the API. A problem response is thrown as a ReferralsProblem. Referrals are not validated here,
 * because the API reports all faults at once.
 */
import type {
  BatchResponse,
  CaseStatus,
  ChangeList,
  DisclosureList,
  HandOff,
  HandOffDetail,
  HandOffList,
  HandOffStatus,
  NotReferred,
  Reconciliation,
  Referral,
  ReferralList,
  ReferralResponse,
  ReferralStatus,
  ReferralView,
  Report,
  Return,
  RouteByHand,
  RouteName,
  SenderCount,
  TriageList,
  TriageReason,
  VolumesQuery,
  VolumesResponse,
  Withdrawal,
} from './api-types.ts';
import { type ApiOptions, parseAnswer, type RequestOptions, sendRequest } from './request.ts';

export type {
  CaseStatus,
  ChangeList,
  DisclosureList,
  HandOff,
  HandOffDetail,
  HandOffList,
  NotReferred,
  Reconciliation,
  Referral,
  ReferralList,
  ReferralResponse,
  ReferralView,
  Report,
  SenderCount,
  TriageList,
  VolumesResponse,
};
export type BatchResult = BatchResponse['results'][number];
export type WithdrawReason = Withdrawal['reason'];
/** Query parameters of GET /v1/volumes. */
export type VolumesParameters = Partial<Record<keyof VolumesQuery, string>>;

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
  /** What was received of a day against your own count, and which references (5,000 at most) never came. Changes nothing. */
  reconcile(count: SenderCount): Promise<Reconciliation>;
  readReferral(id: string): Promise<ReferralView>;
  /** By reference, such as GM-7K3M-9QTX; undefined when the sender has no such referral. */
  findReferral(reference: string): Promise<ReferralList['items'][number] | undefined>;
  listReferrals(query?: ReferralsQuery): Promise<ReferralList>;
  /**
   * Sends the whole referral again, corrected. An answer that was lost does no harm: the same correction of the same version is
   * answered as the first time.
   * @param version the version that this corrects
   */
  correct(id: string, version: number, referral: Referral): Promise<ReferralResponse>;
  /**
   * Corrects some fields: null removes one, a list is replaced whole (RFC 7396).
   * @param version the version that this corrects
   */
  patch(id: string, version: number, patch: MergePatch): Promise<ReferralResponse>;
  withdraw(id: string, reason: WithdrawReason): Promise<CaseStatus>;
  /**
   * One page of what happened in your own cases since the cursor, or in the last 90 days without one; `more` says that there is more
   * already. An event may come again in a later page: `followChanges` passes each on once.
   */
  changes(cursor?: string): Promise<ChangeList>;

  listHandOffs(page?: PageQuery<HandOffStatus>): Promise<HandOffList>;
  /**
   * The first read collects the hand-off; every read is recorded in the disclosure log.
   * @param options reason: why the details are needed, for one that you closed or that another service has accepted; at most 500 printable
   * ASCII characters
   * @throws ReferralsProblem that `isReasonMissing` knows, where the area requires a reason and none is given
   */
  readHandOff(id: string, options?: { reason?: string }): Promise<HandOffDetail>;
  report(id: string, report: Report): Promise<HandOff>;

  listTriage(query?: TriageQuery): Promise<TriageList>;
  /** Who saw or changed what of a referral; reading it is recorded too. @param referral its id or its spoken reference */
  disclosures(referral: string): Promise<DisclosureList>;
  routeByHand(id: string, body: RouteByHand): Promise<CaseStatus>;
  returnReferral(id: string, body: Return): Promise<CaseStatus>;

  volumes(parameters: VolumesParameters): Promise<VolumesResponse>;
  /** RFC 4180 with a byte order mark, as spreadsheets need it. */
  volumesCsv(parameters: VolumesParameters): Promise<string>;
}

/** What an answer must have for the caller to rely on. */
interface Form {
  texts?: readonly string[];
  lists?: readonly string[];
}
const referralForm: Form = { texts: ['referralId', 'reference', 'status'] };
const handOffForm: Form = { texts: ['handOffId', 'referralId', 'status'] };
const listForm: Form = { lists: ['items'] };

export function referralsApi(options: ApiOptions): ReferralsApi {
  const callApi = async <Body>(name: RouteName, form: Form, request?: RequestOptions): Promise<Body> =>
    parseAnswer<Body>(await sendRequest(options, name, request), form.texts ?? [], form.lists);

  return {
    async submit(referral, { dryRun, dropUnknownFields } = {}) {
      const query = { ...(dryRun ? { dryRun: 'true' } : {}), ...unknownFieldsQuery(dropUnknownFields) };
      const response = await sendRequest(options, 'submitReferral', { body: referral, query });
      const replayed = response.headers.get('idempotency-replayed') === 'true';
      return { answer: await parseAnswer<ReferralResponse>(response, referralForm.texts ?? []), replayed };
    },
    async submitBatch(referrals, { dropUnknownFields } = {}) {
      const query = unknownFieldsQuery(dropUnknownFields);
      const { results } = await callApi<BatchResponse>(
        'submitBatch',
        { lists: ['results'] },
        { body: { referrals }, query },
      );
      return [...results].sort((one, other) => one.index - other.index);
    },
    async countNotReferred(notReferred) {
      await sendRequest({ ...options, tries: 1 }, 'countNotReferred', { body: notReferred });
    },
    reconcile: (count) => callApi('reconcileDay', { texts: ['day'], lists: ['neverSeen'] }, { body: count }),
    readReferral: (id) => callApi('readReferral', referralForm, { id }),
    async findReferral(reference) {
      const { items } = await callApi<ReferralList>('listReferrals', listForm, { query: { reference } });
      return items[0];
    },
    listReferrals: (page) => callApi('listReferrals', listForm, { query: toQuery(page) }),
    correct: (id, version, referral) =>
      callApi('correctReferral', referralForm, {
        id,
        body: referral,
        headers: { 'if-match': `"${version}"` },
      }),
    patch: (id, version, patch) =>
      callApi('patchReferral', referralForm, {
        id,
        body: patch,
        headers: { 'if-match': `"${version}"`, 'content-type': 'application/merge-patch+json' },
      }),
    withdraw: (id, reason) => callApi('withdrawReferral', referralForm, { id, body: { reason } }),
    changes: (cursor) => callApi('listChanges', { texts: ['cursor'], lists: ['items'] }, { query: { cursor } }),

    listHandOffs: (page) => callApi('listHandOffs', listForm, { query: toQuery(page) }),
    readHandOff: (id, { reason } = {}) =>
      callApi(
        'readHandOff',
        { texts: [...(handOffForm.texts ?? []), 'confirmationCode'] },
        { id, ...(reason !== undefined && { headers: { 'x-access-reason': requireAscii(reason) } }) },
      ),
    report: (id, report) => callApi('reportStatus', handOffForm, { id, body: report }),

    listTriage: ({ reasons, ...query } = {}) =>
      callApi('listTriage', listForm, { query: { ...query, reason: reasons?.join(',') } }),
    disclosures: (referral) =>
      callApi('listDisclosures', { texts: ['referralId', 'reference'], lists: ['items'] }, { id: referral }),
    routeByHand: (id, body) => callApi('routeByHand', referralForm, { id, body: body }),
    returnReferral: (id, body) => callApi('returnReferral', referralForm, { id, body: body }),

    volumes: (parameters) => callApi('readVolumes', { lists: ['rows'] }, { query: { ...parameters, format: 'json' } }),
    async volumesCsv(parameters) {
      const response = await sendRequest(options, 'readVolumes', { query: { ...parameters, format: 'csv' } });
      // text() would remove the byte order mark, by which spreadsheets recognise UTF-8.
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    },
  };
}

/** A header cannot hold another character, and `fetch` would say so as if nobody had answered. @throws RangeError */
function requireAscii(reason: string): string {
  if (!/^[ -~]*$/.test(reason)) throw new RangeError('the reason must be printable ASCII characters, in one line');
  return reason;
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

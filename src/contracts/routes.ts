/**
 * The route table of the API. API Gateway's routes, the apps' handlers, the access checks and the OpenAPI
 * document are generated from it.
 */
import type { PartyKind, Scope } from '#src/domain/vocabulary.ts';
import { senderKinds } from '#src/domain/vocabulary.ts';
import type { Deprecation } from './deprecation.ts';

export type FunctionName =
  | 'intake'
  | 'referrer'
  | 'hand-offs'
  | 'triage'
  | 'volumes'
  | 'web'
  | 'dispatch'
  | 'sweep'
  | 'deadlines'
  | 'erase'
  | 'recount'
  | 'balance'
  | 'canary'
  | 'mail'
  | 'mail-events';

/** A scope, and the kinds of party that may use it here. */
export interface Access {
  scope: Scope;
  kinds: readonly PartyKind[];
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With {name} for each variable, as in API Gateway and OpenAPI. */
  path: string;
  function: FunctionName;
  /** Who may call: a token needs one of these. Absent for a public route. */
  access?: readonly Access[];
  summary: string;
  /** It will be switched off; every answer says so. */
  deprecation?: Deprecation;
}

const submitAccess = [{ scope: 'referrals/submit', kinds: senderKinds }] as const;
const handOffsAccess = [{ scope: 'referrals/hand-offs', kinds: ['service'] }] as const;
const triageAccess = [{ scope: 'referrals/triage', kinds: ['authority'] }] as const;
const volumesAccess = [{ scope: 'referrals/volumes', kinds: ['authority'] }] as const;
/** Whoever has cases of its own. */
const ownCasesAccess = [...submitAccess, ...handOffsAccess] as const;
/** The sender, or the victim hub for it. */
const correctAccess = [...submitAccess, ...triageAccess] as const;

export const routes = {
  submitReferral: {
    method: 'POST',
    path: '/v1/referrals',
    function: 'intake',
    access: submitAccess,
    summary: 'Refer a victim',
  },
  submitBatch: {
    method: 'POST',
    path: '/v1/referrals/batch',
    function: 'intake',
    access: submitAccess,
    summary: 'Refer up to 100 victims, each judged alone',
  },
  countNotReferred: {
    method: 'POST',
    path: '/v1/not-referred',
    function: 'intake',
    access: submitAccess,
    summary: 'Count somebody who was asked and said no; each call counts one',
  },
  listReferrals: {
    method: 'GET',
    path: '/v1/referrals',
    function: 'referrer',
    access: submitAccess,
    summary: 'List your own referrals, oldest first',
  },
  readReferral: {
    method: 'GET',
    path: '/v1/referrals/{id}',
    function: 'referrer',
    access: submitAccess,
    summary: 'Read one of your referrals, without the person’s data',
  },
  correctReferral: {
    method: 'PUT',
    path: '/v1/referrals/{id}',
    function: 'referrer',
    access: correctAccess,
    summary: 'Correct a referral by sending it whole, at any time',
  },
  patchReferral: {
    method: 'PATCH',
    path: '/v1/referrals/{id}',
    function: 'referrer',
    access: correctAccess,
    summary: 'Correct some fields of a referral, at any time',
  },
  withdrawReferral: {
    method: 'POST',
    path: '/v1/referrals/{id}/withdraw',
    function: 'referrer',
    access: submitAccess,
    summary: 'Withdraw a referral',
  },
  reconcileDay: {
    method: 'POST',
    path: '/v1/reconciliations',
    function: 'referrer',
    access: submitAccess,
    summary: 'Compare your own count of a day with what was received from you',
  },
  listChanges: {
    method: 'GET',
    path: '/v1/changes',
    function: 'referrer',
    access: ownCasesAccess,
    summary: 'List what happened in your own cases, from where you stopped reading',
  },
  listHandOffs: {
    method: 'GET',
    path: '/v1/hand-offs',
    function: 'hand-offs',
    access: handOffsAccess,
    summary: 'List your hand-offs, most urgent first',
  },
  readHandOff: {
    method: 'GET',
    path: '/v1/hand-offs/{id}',
    function: 'hand-offs',
    access: handOffsAccess,
    summary: 'Read a hand-off; the first read collects it',
  },
  reportStatus: {
    method: 'POST',
    path: '/v1/hand-offs/{id}/status',
    function: 'hand-offs',
    access: handOffsAccess,
    summary: 'Report what happened to a hand-off',
  },
  listTriage: {
    method: 'GET',
    path: '/v1/triage',
    function: 'triage',
    access: triageAccess,
    summary: 'List what could not be handed off, and why',
  },
  routeByHand: {
    method: 'POST',
    path: '/v1/referrals/{id}/route',
    function: 'triage',
    access: triageAccess,
    summary: 'Hand a referral to a service, also in the place of one that has it',
  },
  returnReferral: {
    method: 'POST',
    path: '/v1/referrals/{id}/return',
    function: 'triage',
    access: triageAccess,
    summary: 'Return a held referral to its sender with advice',
  },
  decideDuplicate: {
    method: 'POST',
    path: '/v1/referrals/{id}/duplicate',
    function: 'triage',
    access: triageAccess,
    summary: 'Decide whether a referral is a duplicate of another',
  },
  reviewReferral: {
    method: 'POST',
    path: '/v1/referrals/{id}/review',
    function: 'triage',
    access: triageAccess,
    summary: 'Say that you have looked at a referral, which takes it off the list for one reason',
  },
  askErasure: {
    method: 'POST',
    path: '/v1/referrals/{id}/erase',
    function: 'triage',
    access: triageAccess,
    summary: 'Have the person’s details erased before their time',
  },
  holdForLaw: {
    method: 'POST',
    path: '/v1/referrals/{id}/legal-hold',
    function: 'triage',
    access: triageAccess,
    summary: 'Keep a referral for a court or an inquiry, or no longer',
  },
  listDisclosures: {
    method: 'GET',
    path: '/v1/referrals/{id}/disclosures',
    function: 'triage',
    access: triageAccess,
    summary: 'List who saw or changed what of a referral, when, and as whom',
  },
  readVolumes: {
    method: 'GET',
    path: '/v1/volumes',
    function: 'volumes',
    access: volumesAccess,
    summary: 'Ask for referral volumes',
  },
  readOpenApi: {
    method: 'GET',
    path: '/v1/openapi.json',
    function: 'web',
    summary: 'This document',
  },
  readMessageSchema: {
    method: 'GET',
    // API Gateway takes a variable only as a whole segment, so the file's ending is part of the name.
    path: '/v1/messages/{name}',
    function: 'web',
    summary: 'The JSON Schema of a message in a service’s queue',
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
export type PublicRouteName = {
  [Name in RouteName]: (typeof routes)[Name] extends { access: unknown } ? never : Name;
}[RouteName];
export const isPublicRoute = (name: RouteName): name is PublicRouteName => !('access' in routes[name]);
/** Pages have a route table of their own and are reached through API Gateway's $default route. */
export const isApiRoute = (route: Route): boolean => route.path.startsWith('/v1/');
export const routesOf = (name: FunctionName): RouteName[] =>
  (Object.keys(routes) as RouteName[]).filter((key) => routes[key].function === name);

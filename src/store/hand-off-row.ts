/** A hand-off as a row of the work table. Short attribute names keep the row under 1 KB. */
import * as z from 'zod';
import type { Amendment, HandOff, Suspension, UnsentMessage } from '#src/domain/case/model.ts';
import { isReferralId, isServiceId } from '#src/domain/ids.ts';
import { handOffStatuses } from '#src/domain/states.ts';
import { submissionKeys } from '#src/domain/submission/registry.ts';
import {
  channels,
  declineReasons,
  priorities,
  returnReasons,
  supportOutcomes,
  suspendReasons,
} from '#src/domain/vocabulary.ts';
import { lazyParser } from '#src/platform/parser.ts';

const releaseRow = z.object({ d: z.string(), a: z.string() });
const amendmentRow = z.object({
  v: z.int(),
  rv: z.int().optional(),
  a: z.string(),
  c: z.array(z.enum(submissionKeys)),
  p: z.enum(priorities),
  stop: z.boolean().optional(),
  by: z.string().optional(),
  esc: z.boolean().optional(),
});
const suspensionRow = z.object({
  r: z.enum(suspendReasons),
  v: z.int(),
  s: z.string(),
  adv: z.string().optional(),
  ch: z.array(z.enum(channels)).optional(),
  to: z.string(),
  esc: z.boolean().optional(),
});
const handOffRow = z.object({
  id: z.string().refine(isReferralId),
  row: z.string(),
  ref: z.string(),
  ver: z.int(),
  svc: z.string().refine(isServiceId),
  part: z.enum(['lead', 'alongside']),
  st: z.enum(handOffStatuses),
  rev: z.int(),
  since: z.string(),
  pri: z.enum(priorities),
  by: z.string(),
  q: z.string(),
  rem: z.string(),
  att: z.int(),
  uns: z.string().optional(),
  amd: amendmentRow.optional(),
  sus: suspensionRow.optional(),
  told: z.boolean().optional(),
  exu: z.boolean().optional(),
  esc: z.boolean().optional(),
  rel: releaseRow.optional(),
  rtd: z.string().optional(),
  ca: z.int(),
  la: z.string().optional(),
  lb: z.enum(channels).optional(),
  lo: z.array(z.string()).optional(),
  ct: z.string().optional(),
  sup: z.string().optional(),
  out: z.enum(supportOutcomes).optional(),
  rsn: z.enum([...declineReasons, ...returnReasons]).optional(),
  to: z.string().optional(),
});
export const handOffParser = lazyParser(() => handOffRow);
type ParsedHandOff = z.infer<typeof handOffRow>;

const markCodes = { 'hand-off': 'h', amendment: 'a', withdrawal: 'w' } as const satisfies Record<
  UnsentMessage['kind'],
  string
>;
const markPattern = /^([haw])(\d+)$/;

/** One text, so that a condition can compare it: h1,a2 is the hand-off of version 1 and the amendment of version 2. */
export const packMarks = (marks: readonly UnsentMessage[]): string =>
  marks.map(({ kind, version }) => `${markCodes[kind]}${version}`).join(',');

export function unpackMarks(text: string): UnsentMessage[] {
  const kinds = Object.entries(markCodes) as [UnsentMessage['kind'], string][];
  return text.split(',').flatMap((mark) => {
    const [, code, version] = markPattern.exec(mark) ?? [];
    const kind = kinds.find(([, one]) => one === code)?.[0];
    return kind === undefined ? [] : [{ kind, version: Number(version) }];
  });
}

/** The attributes that say what the hand-off is; case-rows.ts adds its keys and places in lists. */
export const handOffAttributes = (handOff: HandOff) => ({
  ref: handOff.reference,
  ver: handOff.version,
  svc: handOff.service,
  part: handOff.part,
  st: handOff.status,
  rev: handOff.rev,
  since: handOff.since,
  pri: handOff.priority,
  by: handOff.respondBy,
  q: handOff.queuedAt,
  rem: handOff.remindAt,
  att: handOff.attempt,
  uns: handOff.unsent && packMarks(handOff.unsent),
  amd: handOff.amendment && packAmendment(handOff.amendment),
  sus: handOff.suspension && packSuspension(handOff.suspension),
  told: handOff.reminded,
  exu: handOff.isExpiryUnread,
  esc: handOff.escalated,
  rel: handOff.releaseReminder && { d: handOff.releaseReminder.on, a: handOff.releaseReminder.remindAt },
  rtd: handOff.remindedRelease,
  ca: handOff.contactAttempts,
  la: handOff.lastAttemptAt,
  lb: handOff.lastAttemptBy,
  lo: handOff.earlierAttempts,
  ct: handOff.contactedAt,
  sup: handOff.supportedAt,
  out: handOff.outcome,
  rsn: handOff.reason,
  to: handOff.assignee,
});

export const parsedHandOff = (it: ParsedHandOff): HandOff => ({
  referral: it.id,
  reference: it.ref,
  number: Number(it.row.slice(2)),
  version: it.ver,
  service: it.svc,
  part: it.part,
  status: it.st,
  rev: it.rev,
  since: it.since,
  priority: it.pri,
  respondBy: it.by,
  queuedAt: it.q,
  remindAt: it.rem,
  attempt: it.att,
  contactAttempts: it.ca,
  ...(it.uns === undefined ? {} : { unsent: unpackMarks(it.uns) }),
  ...(it.amd === undefined ? {} : { amendment: unpackAmendment(it.amd) }),
  ...(it.sus === undefined ? {} : { suspension: unpackSuspension(it.sus) }),
  ...(it.told === undefined ? {} : { reminded: it.told }),
  ...(it.exu && { isExpiryUnread: true }),
  ...(it.esc === undefined ? {} : { escalated: it.esc }),
  ...(it.rel === undefined ? {} : { releaseReminder: { on: it.rel.d, remindAt: it.rel.a } }),
  ...(it.rtd === undefined ? {} : { remindedRelease: it.rtd }),
  ...attemptsIn(it),
  ...(it.ct === undefined ? {} : { contactedAt: it.ct }),
  ...(it.sup === undefined ? {} : { supportedAt: it.sup }),
  ...(it.out === undefined ? {} : { outcome: it.out }),
  ...(it.rsn === undefined ? {} : { reason: it.rsn }),
  ...(it.to === undefined ? {} : { assignee: it.to }),
});

const packAmendment = (amendment: Amendment) => ({
  v: amendment.version,
  rv: amendment.readVersion,
  a: amendment.at,
  c: amendment.changed,
  p: amendment.priority,
  stop: amendment.stopContact,
  by: amendment.readBy,
  esc: amendment.escalated,
});

const unpackAmendment = (it: z.infer<typeof amendmentRow>): Amendment => ({
  version: it.v,
  at: it.a,
  changed: it.c,
  priority: it.p,
  ...(it.rv !== undefined && { readVersion: it.rv }),
  ...(it.stop && { stopContact: true }),
  ...(it.by !== undefined && { readBy: it.by }),
  ...(it.esc && { escalated: true }),
});

const packSuspension = (suspension: Suspension) => ({
  r: suspension.reason,
  v: suspension.version,
  s: suspension.since,
  adv: suspension.advice,
  ch: suspension.channels && [...suspension.channels],
  to: suspension.toTriageAt,
  esc: suspension.escalated,
});

const unpackSuspension = (it: z.infer<typeof suspensionRow>): Suspension => ({
  reason: it.r,
  version: it.v,
  since: it.s,
  toTriageAt: it.to,
  ...(it.adv !== undefined && { advice: it.adv }),
  ...(it.ch && { channels: it.ch }),
  ...(it.esc && { escalated: true }),
});

const attemptsIn = ({ la, lb, lo }: ParsedHandOff) => ({
  ...(la === undefined ? {} : { lastAttemptAt: la }),
  ...(lb === undefined ? {} : { lastAttemptBy: lb }),
  ...(lo === undefined ? {} : { earlierAttempts: lo }),
});

/** One line of an e-mail: what a notice asks now, and on which page. */
import type { ReferralCase } from '#src/domain/case/model.ts';
import { noticeContent } from '#src/domain/case/notices/notice-content.ts';
import type { NoticeKind } from '#src/domain/case/notices/notices.ts';
import { handOffId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { hubNoticeKinds, type MailItem, type WaitingNotice } from '#src/usecases/ports/mail.ts';
import { findGoingOn } from '#src/usecases/triage/other-referrals.ts';
import { audienceOf } from './mail-recipients.ts';

/** Undefined where nothing is asked any longer, or it is of no case. */
export async function prepareItem(
  cases: Pick<Cases, 'read'>,
  referralCase: ReferralCase,
  notice: WaitingNotice,
): Promise<MailItem | undefined> {
  const item = mailItem(referralCase, notice);
  if (item?.kind !== 'withdrawn' || notice.party === undefined) return item;
  const goingOn = await findGoingOn({ cases }, referralCase.head, notice.party);
  return goingOn ? { ...item, goesOnAs: goingOn.reference } : item;
}

function mailItem(referralCase: ReferralCase, notice: WaitingNotice): MailItem | undefined {
  const { kind } = notice;
  if (isHubKind(kind)) return undefined;
  const content = noticeContent(referralCase, { ...notice, kind });
  if (!content) return undefined;
  const { id, reference } = referralCase.head;
  const path = {
    service: `/inbox/${handOffId(id, notice.handOff ?? 0)}`,
    sender: `/status/${reference}`,
    hub: `/triage/${id}`,
  }[audienceOf(kind)];
  return { ...content, path };
}

const isHubKind = (kind: WaitingNotice['kind']): kind is Exclude<WaitingNotice['kind'], NoticeKind> =>
  hubNoticeKinds.some((one) => one === kind);

/** What was known of the ways to reach a person when somebody tried. */
import type { ReferralCase } from '#src/domain/case/model.ts';
import type { ReportContext } from '#src/domain/case/report/report.ts';
import { leastSafe } from '#src/domain/case/report/report-event.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { channelSafety } from '#src/domain/judgement/safe-contact.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';

/** Times are typed to the minute. */
const minuteMs = 60_000;

/**
 * Only an attempt asks how safe its channel is: versions are opened for it alone. It is as safe as the version that stands
 * says, or the one that stood when it was made, whichever is less: a correction since must not hide it.
 */
export async function readAttempted(
  { ledger, keys }: { ledger: Pick<Ledger, 'get'>; keys: Pick<Keys, 'open'> },
  { head: { id, version } }: ReferralCase,
  report: ServiceReport,
): Promise<Pick<ReportContext, 'channelSafety' | 'triedVersion'>> {
  if (report.status !== 'contact-attempted') return { channelSafety: () => 'unknown' };
  const standing = await ledger.get(id, version);
  let tried = standing;
  while (tried && tried.version > 1 && Date.parse(report.at) + minuteMs < Date.parse(tried.receivedAt))
    tried = await ledger.get(id, tried.version - 1);
  const submissions = [standing, ...(tried === standing ? [] : [tried])].map(
    (record) => record && openSubmission(keys, record),
  );
  return {
    channelSafety: (channel) =>
      leastSafe(submissions.map((submission) => (submission ? channelSafety(channel, submission) : 'unknown'))),
    triedVersion: tried?.version,
  };
}

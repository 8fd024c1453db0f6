/** What the hub is told each working morning: what waits, and for how long. */
import type { Area } from '#src/domain/area.ts';
import { triageReasons } from '#src/domain/case/model.ts';
import { isWorkingDate } from '#src/domain/judgement/clock.ts';
import { instantOf, londonDateTime } from '#src/domain/london.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { MailAddresses, MorningSummary, Notices } from '#src/usecases/ports/mail.ts';

export interface MorningDeps {
  area: Area;
  cases: Pick<Cases, 'triageList'>;
  notices: Notices;
  addresses: Pick<MailAddresses, 'marked'>;
  now: Clock;
}

/** London time. */
const morningAt = '08:00';

/** Once each working day, at the first run after eight. */
export async function addMorningNotice({ area, notices, now }: MorningDeps): Promise<void> {
  const instant = now();
  const { date, time } = londonDateTime(instant);
  if (time < morningAt || !isWorkingDate(date, area.rules)) return;
  const row = `n#morning#${date}`;
  if (await notices.isThere(row)) return;
  const at = instantOf(date, morningAt).toISOString();
  await notices.add({ row, kind: 'morning', isUrgent: false, at, due: at });
}

/** Undefined where nothing waits. */
export async function readMorningSummary({
  cases,
  notices,
  addresses,
}: MorningDeps): Promise<MorningSummary | undefined> {
  const [{ counts, rows }, marked, parked] = await Promise.all([
    cases.triageList({}),
    addresses.marked(),
    notices.parked(),
  ]);
  const oldest = rows.find(({ facts }) => !facts.test);
  const waiting = triageReasons.map((reason) => ({ reason, count: counts[reason] })).filter(({ count }) => count > 0);
  if (waiting.length + marked.length + parked.length === 0) return undefined;
  return {
    counts: waiting,
    ...(oldest?.triage && { oldestSince: oldest.triage.since }),
    markedAddresses: marked.length,
    parkedNotices: parked.length,
  };
}

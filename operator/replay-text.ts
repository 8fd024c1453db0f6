/** Describes a catalogue replay with references and services, without personal data. */
import type { ReplayReport } from '#src/domain/catalogue/replay.ts';
import type { PastReferrals } from './past-referrals.ts';

export function replayText({ moved, leftWithout, change }: ReplayReport): string {
  const lines = [
    ...moved.map(({ referral, from, to, lost, gained }) => {
      const why = [
        ...lost.map(({ service, because }) => `${service} no more: ${because.join(', ')}`),
        ...gained.map(({ service, because }) => `${service} now: ${because.join(', ')}`),
      ];
      return `${referral}: ${from.join(' and ') || 'nobody'} -> ${to.join(' and ') || 'nobody'} (${why.join('; ') || 'another order'})`;
    }),
    ...Object.entries(change).map(([service, by]) => `${service}: ${by > 0 ? '+' : ''}${by}`),
    ...(leftWithout.length > 0 ? [`LEFT WITHOUT A SERVICE: ${leftWithout.join(', ')}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

export function replaySummary({ referrals, moved, leftWithout }: ReplayReport, past: PastReferrals): string {
  const parts = [
    `${referrals} referrals looked at`,
    `${moved.length} would go elsewhere`,
    `${leftWithout.length} would be left without a service`,
    ...(past.notRouted > 0 ? [`${past.notRouted} held for reasons that no catalogue decides`] : []),
    ...(past.unreadable > 0 ? [`${past.unreadable} can no longer be read`] : []),
  ];
  return `${parts.join(', ')}.`;
}

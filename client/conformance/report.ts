/** The report of the acceptance pack, to send in: Markdown, or JSON. */
import type { StepResult, Verdict } from './steps.ts';

export interface ConformanceReport {
  as: 'sender' | 'service';
  /** Base of the API. */
  api: string;
  client: string;
  /** RFC 3339, UTC. */
  startedAt: string;
  endedAt: string;
  steps: StepResult[];
}

const words: Readonly<Record<Verdict, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  'not-tried': 'not tried',
  'not-checked': 'not checked',
};

export const hasPassed = ({ steps }: ConformanceReport): boolean => steps.every(({ verdict }) => verdict === 'passed');

export function reportText(report: ConformanceReport): string {
  const { as, api, client, startedAt, endedAt, steps } = report;
  const counts = (['passed', 'failed', 'not-tried', 'not-checked'] as const).map(
    (verdict) => `${steps.filter((one) => one.verdict === verdict).length} ${words[verdict].toLowerCase()}`,
  );
  return [
    `# Acceptance report: ${as}`,
    '',
    `- API: ${api}`,
    `- Client package: ${client}`,
    `- From ${startedAt} to ${endedAt}`,
    `- ${counts.join(', ')}`,
    '',
    ...steps.map(({ name, verdict, seen }, index) => `${index + 1}. ${name}: **${words[verdict]}**. ${seen}`),
    '',
  ].join('\n');
}

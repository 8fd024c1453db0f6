/** Renders docs/state-machine.md from the transition table. */
import { handOffTransitions, referralTransitions, statusesKeptOnAttempt, type Transition } from '#src/domain/states.ts';

const renderDiagram = <Status extends string>(start: Status, transitions: readonly Transition<Status>[]): string =>
  [
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${mermaidId(start)}`,
    ...transitions.flatMap(({ from, to, by }) =>
      from.map((one) => `  ${mermaidId(one)} --> ${mermaidId(to)}: ${by.join(' or ')}`),
    ),
    '```',
  ].join('\n');

/** Mermaid parses a hyphen in an id as part of an arrow. */
const mermaidId = (status: string): string => status.replaceAll('-', '_');

const renderTable = <Status extends string>(transitions: readonly Transition<Status>[]): string =>
  [
    '| from | to | who | what it means |',
    '|---|---|---|---|',
    ...transitions.map(
      ({ from, to, by, meaning: means }) => `| ${from.join(', ')} | ${to} | ${by.join(', ')} | ${means} |`,
    ),
  ].join('\n');

export const renderStateMachinePage = (): string => `# What may follow what

Made from \`src/domain/states.ts\`, which is the only source of it: the conditions of every write, the API's
refusals and this page come from that table. A test compares this page with it; \`npm test -- test/domain/states -u\` writes it again.

## A referral

${renderDiagram('received', referralTransitions)}

${renderTable(referralTransitions)}

## A hand-off

${renderDiagram('queued', handOffTransitions)}

${renderTable(handOffTransitions)}

An attempt to reach the person (\`contact-attempted\`) that a service reports while its hand-off is
${statusesKeptOnAttempt.join(', ')} is recorded and changes no status (ADR 36).
`;

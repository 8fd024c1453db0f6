/** Renders docs/state-machine.md from the transition table. */
import { handOffMoves, type Move, referralMoves } from './states.ts';

const diagram = <Status extends string>(start: Status, moves: readonly Move<Status>[]): string =>
  [
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${idOf(start)}`,
    ...moves.flatMap(({ from, to, by }) => from.map((one) => `  ${idOf(one)} --> ${idOf(to)}: ${by.join(' or ')}`)),
    '```',
  ].join('\n');

/** Mermaid parses a hyphen in an id as part of an arrow. */
const idOf = (status: string): string => status.replaceAll('-', '_');

const list = <Status extends string>(moves: readonly Move<Status>[]): string =>
  [
    '| from | to | who | what it means |',
    '|---|---|---|---|',
    ...moves.map(({ from, to, by, means }) => `| ${from.join(', ')} | ${to} | ${by.join(', ')} | ${means} |`),
  ].join('\n');

export const stateMachinePage = (): string => `# What may follow what

Made from \`src/domain/states.ts\`, which is the only source of it: the conditions of every write, the API's
refusals and this page come from that table. A test holds this page to it; \`npm test -- -u\` writes it anew.

## A referral

${diagram('received', referralMoves)}

${list(referralMoves)}

## A hand-off

${diagram('queued', handOffMoves)}

${list(handOffMoves)}
`;

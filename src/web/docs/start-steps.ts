/** The calls of the first five minutes, in their order: examples of the OpenAPI document, with what the next call needs of each. */
import { type ApiDocument, callsOf, type Example, examplesOf } from './document.ts';

export interface StartStep {
  /** Names its texts, and its section of the page. */
  name: 'send' | 'look' | 'sendAgain' | 'faults' | 'list' | 'read' | 'accept';
  operation: string;
  /** Of the example. */
  label: string;
  /** The shell variable that keeps a value of the answer, and where in the answer it stands. */
  keep?: { variable: string; at: readonly (string | number)[] };
}

export const senderSteps: readonly StartStep[] = [
  {
    name: 'send',
    operation: 'submitReferral',
    label: 'A new referral',
    keep: { variable: 'REFERRAL', at: ['referralId'] },
  },
  { name: 'look', operation: 'readReferral', label: 'A referral that a service has' },
  { name: 'sendAgain', operation: 'submitReferral', label: 'The same referral again' },
  { name: 'faults', operation: 'submitReferral', label: 'A referral with faults' },
];

export const serviceSteps: readonly StartStep[] = [
  {
    name: 'list',
    operation: 'listHandOffs',
    label: 'What waits for your answer',
    keep: { variable: 'HAND_OFF', at: ['items', 0, 'handOffId'] },
  },
  {
    name: 'read',
    operation: 'readHandOff',
    label: 'A hand-off',
    keep: { variable: 'CODE', at: ['confirmationCode'] },
  },
  { name: 'accept', operation: 'reportStatus', label: 'Accepted' },
];

export interface ShownStep extends StartStep {
  /** With variables in the place of what earlier answers gave. */
  command: string;
  example: Example;
  kept?: string;
}

/** @throws where a step has no example */
export function showSteps(document: ApiDocument): ShownStep[] {
  const kept = new Map<string, string>();
  return [...senderSteps, ...serviceSteps].map((step) => {
    const { operation } = callsOf(document).find((call) => call.operation.operationId === step.operation) ?? {};
    const example = operation && examplesOf(operation).find(({ label }) => label === step.label);
    if (!example) throw new Error(`The step ${step.name} has no example.`);
    const command = withVariables(example.command, kept);
    const value = step.keep && String(valueAt(example.body, step.keep.at));
    if (step.keep && value !== undefined) kept.set(value, step.keep.variable);
    return { ...step, command, example, ...(value !== undefined && { kept: value }) };
  });
}

export const valueAt = (body: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], body);

/** Longer values first, because one may contain another. The shell reads variables in a body only if its end is not quoted. */
function withVariables(command: string, kept: ReadonlyMap<string, string>): string {
  const values = [...kept].sort(([one], [other]) => other.length - one.length);
  const [head = '', body] = command.split("<<'END'");
  const replace = (text: string) =>
    values.reduce((result, [value, variable]) => result.replaceAll(value, `$${variable}`), text);
  if (body === undefined) return replace(head);
  const replaced = replace(body);
  return `${replace(head)}${replaced === body ? "<<'END'" : '<<END'}${replaced}`;
}

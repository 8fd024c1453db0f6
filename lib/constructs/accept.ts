import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

type Pack = 'AwsSolutions' | 'NIST.800.53.R5';

/**
 * Answers for a finding of cdk-nag on this construct and what it holds. The reason is
 * read by whoever audits the stack.
 */
export function accept(construct: IConstruct, rule: `${Pack}-${string}`, reason: string): void {
  const pack: Pack = rule.startsWith('AwsSolutions-') ? 'AwsSolutions' : 'NIST.800.53.R5';
  // An id without its pack would match nothing, silently.
  Validations.of(construct).acknowledge({ id: `${pack}::${rule}`, reason });
}

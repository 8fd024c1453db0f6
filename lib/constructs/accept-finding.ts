import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

type Pack = 'AwsSolutions' | 'NIST.800.53.R5';

/** Acknowledges a cdk-nag finding on this construct and its children. Auditors read the reason. */
export function acceptFinding(construct: IConstruct, rule: `${Pack}-${string}`, reason: string): void {
  const pack: Pack = rule.startsWith('AwsSolutions-') ? 'AwsSolutions' : 'NIST.800.53.R5';
  // cdk-nag silently ignores an id without its pack.
  Validations.of(construct).acknowledge({ id: `${pack}::${rule}`, reason });
}

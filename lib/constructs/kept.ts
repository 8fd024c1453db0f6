import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * For what must outlive the stack and can be made again as long as nothing is in it: it stays when it leaves the
 * template, and goes when the deployment that was to make it fails. Retained there as well, the queues of a first
 * deployment that failed would stand in the way of the second, for their names are fixed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export const kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

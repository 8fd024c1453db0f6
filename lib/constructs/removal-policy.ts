import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * Retains a resource when it is removed from the stack, but deletes it when the deployment that creates it fails.
 * Otherwise the queues of a failed first deployment would block the second, because their names are fixed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export const retainOnUpdateOrDelete = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

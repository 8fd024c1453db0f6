/**
 * Calls an emulator in AWS's JSON protocol. The local run makes only a few dozen such calls, and
 * loading the SDK would take longer than sending them.
 */
export interface AwsEndpoint {
  url: string;
  region: string;
}

/** A response other than 2xx; `name` is AWS's error code, such as ResourceNotFoundException. */
export interface AwsError extends Error {
  status: number;
}

const services = {
  dynamodb: { prefix: 'DynamoDB_20120810', signing: 'dynamodb' },
  streams: { prefix: 'DynamoDBStreams_20120810', signing: 'dynamodb' },
  sqs: { prefix: 'AmazonSQS', signing: 'sqs' },
} as const;

export type AwsCall = (action: string, input: object) => Promise<Record<string, unknown>>;

/** Emulators read only the region from the credential scope, so the signature is a placeholder. */
export function awsJsonClient(service: keyof typeof services, endpoint: AwsEndpoint): AwsCall {
  const { prefix, signing } = services[service];
  const credential = `local/20260101/${endpoint.region}/${signing}/aws4_request`;
  return async (action, input) => {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${prefix}.${action}`,
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=local`,
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    const fields = isRecord(parsed) ? parsed : {};
    if (!response.ok) throw toAwsError(action, response.status, fields);
    return fields;
  };
}

export const isAwsError = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toAwsError(action: string, status: number, fields: Record<string, unknown>): AwsError {
  const type = String(fields['__type'] ?? 'UnknownError');
  const message = String(fields['message'] ?? fields['Message'] ?? 'no message');
  const error = new Error(`${action} was refused with ${status}: ${message}`);
  error.name = type.slice(type.lastIndexOf('#') + 1);
  return Object.assign(error, { status });
}

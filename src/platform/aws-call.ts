/**
 * One call to AWS, signed by the SDK's own signer and sent by Node's own client, for the two calls that each intake waits for: in the SDK
 * they take a third of its time, and half of a cold start (docs/adr/0053-intakes-two-calls.md). One attempt: what is no answer to expect
 * is left to the SDK, which knows of retries and clocks. So it is only for calls that may be made twice.
 */
import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';
import type { Agent, ClientRequest, RequestOptions } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import { callTimeouts, type Timeouts } from './call-limits.ts';

/** An API of AWS that is called with JSON over POST. */
export interface AwsApi {
  /** In the name of its host and in the signature. */
  service: string;
  /** The environment variable of its own endpoint, for example an emulator's. */
  endpointVariable: string;
  /** Before the operation in X-Amz-Target. */
  target: string;
  contentType: string;
}

export interface AwsAnswer {
  /** The exception that AWS names; none where the call succeeded. */
  error?: string;
  output: unknown;
}

/** @throws Error when there was no answer, none in time, or none that can be read */
export type AwsCall = (operation: string, input: object) => Promise<AwsAnswer>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined where the environment asks for what only the SDK knows, such as a profile or another kind of endpoint. */
export function awsCall(
  api: AwsApi,
  { requestTimeout }: Pick<Timeouts, 'requestTimeout'> = callTimeouts,
  env: Environment = process.env,
): AwsCall | undefined {
  const settings = readSettings(api, env);
  if (!settings) return undefined;
  const { endpoint, region, credentials } = settings;
  const signer = new SignatureV4({
    service: api.service,
    region,
    credentials,
    sha256: makeSha256(),
    applyChecksum: false,
  });
  // Without the namespace that `import` makes of node:http, which loads the whole of fetch.
  const client = process.getBuiltinModule(endpoint.protocol === 'http:' ? 'node:http' : 'node:https');
  const agent = agentOf(client);
  const { protocol, hostname, host, port, pathname: path } = endpoint;

  return async (operation, input) => {
    const body = JSON.stringify(input);
    const target = `${api.target}.${operation}`;
    const unsigned = { host, 'content-type': api.contentType, 'x-amz-target': target };
    const { headers } = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      path,
      query: {},
      headers: unsigned,
      body,
    });
    const options = { method: 'POST', host: hostname, port, path, headers, agent };
    return readAnswer(await send(client.request, options, body, requestTimeout));
  };
}

interface Client {
  Agent: new (options: { keepAlive: boolean; maxSockets: number }) => Agent;
}
const agents = new Map<Client, Agent>();

/** One for all calls of a protocol, so that a secret that is read again every few minutes leaves no connection behind each time. */
function agentOf(client: Client): Agent {
  const agent = agents.get(client) ?? new client.Agent({ keepAlive: true, maxSockets: 50 });
  agents.set(client, agent);
  return agent;
}

interface RawAnswer {
  status: number | undefined;
  text: string;
}

type MakeRequest = (options: RequestOptions) => ClientRequest;

function send(request: MakeRequest, options: RequestOptions, body: string, timeoutMs: number): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(options);
    const timer = setTimeout(() => sent.destroy(timeoutError()), timeoutMs);
    sent.on('close', () => clearTimeout(timer));
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
      response.on('error', reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A connection that AWS closed while it was not used, for example while the function was frozen.
      if (sent.reusedSocket && isHangUp(error)) resolve(send(request, options, body, timeoutMs));
      else reject(error);
    });
    sent.end(body);
  });
}

const timeoutError = (): Error => Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });

const isHangUp = ({ code }: NodeJS.ErrnoException): boolean => code === 'ECONNRESET' || code === 'EPIPE';

/** @throws SyntaxError when it is not JSON */
function readAnswer({ status, text }: RawAnswer): AwsAnswer {
  const output: unknown = JSON.parse(text);
  if (status === 200) return { output };
  const type = typeof output === 'object' && output !== null && '__type' in output ? String(output.__type) : '';
  return { error: type.replace(/^.*#/, '') || `status ${status}`, output };
}

/** What makes the SDK call another endpoint, or with other credentials, than is known here. */
const onlyForSdk = [
  'AWS_PROFILE',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];
/** Of the partition `aws`, whose endpoints end in amazonaws.com. */
const regionPattern = /^[a-z]{2}-[a-z]+-\d$/;

function readSettings({ service, endpointVariable }: AwsApi, env: Environment) {
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY || onlyForSdk.some((name) => env[name])) return undefined;
  if (!regionPattern.test(region) || region.startsWith('cn-')) return undefined;
  return {
    region,
    endpoint: new URL(env[endpointVariable] ?? env['AWS_ENDPOINT_URL'] ?? `https://${service}.${region}.amazonaws.com`),
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
  };
}

type Secret = string | ArrayBuffer | ArrayBufferView;

/** The signer's hash. Node takes five times as long with a key that is no KeyObject; the signer has few, and five more each day. */
function makeSha256() {
  const keys = new Map<Secret, KeyObject>();
  const keyOf = (secret: Secret): KeyObject => {
    const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret as string | Uint8Array));
    keys.set(secret, key);
    return key;
  };
  return class {
    private readonly hash: Hash | Hmac;
    constructor(secret?: Secret) {
      this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(secret));
    }
    update(part: Uint8Array): void {
      this.hash.update(part);
    }
    async digest(): Promise<Uint8Array> {
      return this.hash.digest();
    }
  };
}

/** Calls to an API that asks for a client certificate (mutual TLS). Node's own fetch can present none without a package more. */
import { Agent, request as sendOverTls } from 'node:https';
import { createSecureContext } from 'node:tls';

export interface ClientCertificate {
  /** PEM, with the certificates between it and its authority. */
  certificate: string;
  /** PEM, without a passphrase. */
  key: string;
  /** PEM of the authority of the server, where it is none that Node knows. */
  serverAuthority?: string;
}

/**
 * A `fetch` for `ApiOptions.fetch` that presents the certificate. It follows no redirect, whatever is asked: the certificate is for the
 * address that was configured.
 * @throws Error at once where certificate and key are not PEM, or do not belong together
 */
export function fetchWithCertificate({ certificate, key, serverAuthority }: ClientCertificate): typeof fetch {
  const agent = new Agent({ cert: certificate, key, ...(serverAuthority !== undefined && { ca: serverAuthority }) });
  createSecureContext({ cert: certificate, key });
  return async (input, init) => {
    const asked = new Request(input, init);
    const response = await send(asked, Buffer.from(await asked.arrayBuffer()), agent);
    if (
      asked.redirect === 'error' &&
      response.status >= 300 &&
      response.status < 400 &&
      response.headers.has('location')
    )
      throw new TypeError('unexpected redirect');
    return response;
  };
}

function send(asked: Request, body: Buffer, agent: Agent): Promise<Response> {
  const options = { method: asked.method, headers: Object.fromEntries(asked.headers), signal: asked.signal, agent };
  return new Promise((resolve, reject) => {
    const sent = sendOverTls(asked.url, options, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        resolve(new Response(bodiless.has(status) ? null : Buffer.concat(parts), { status, headers }));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Statuses whose answers have no body: a Response refuses even an empty one. */
const bodiless = new Set([204, 205, 304]);

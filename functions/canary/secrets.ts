/** What the canary's secrets hold: its two clients, and the certificate that it presents where the API asks for one. */
import * as z from 'zod';
import { type ClientCertificate, fetchWithCertificate } from '#client/library/client-certificate.ts';

const client = z.object({ id: z.string().min(1), secret: z.string().min(1) });
/** As lib/constructs/canary.ts writes it, or the authority where its issuer is its own. */
const clientsSchema = z.object({ sender: client, service: client });
export type CanaryClients = z.infer<typeof clientsSchema>;

/** As the authority writes it: both as PEM. */
const certificateSchema = z.object({ certificate: z.string().min(1), key: z.string().min(1) });

/** A secret is not as it must be. Says where and never what is there: Lambda logs the errors of a function whole. */
export class ClientsUnreadable extends Error {
  override name = 'ClientsUnreadable';
}
export class CertificateUnreadable extends Error {
  override name = 'CertificateUnreadable';
}

/** @throws ClientsUnreadable that names every fault */
export const parseClients = (text: string): CanaryClients =>
  parse(
    clientsSchema,
    text,
    (places) => new ClientsUnreadable(`The canary's secret is not of its form, in: ${places}`),
  );

/** @returns a fetch that presents the certificate. @throws CertificateUnreadable that names every fault */
export function parseCertificate(text: string): typeof fetch {
  const certificate: ClientCertificate = parse(
    certificateSchema,
    text,
    (places) => new CertificateUnreadable(`The certificate's secret is not of its form, in: ${places}`),
  );
  try {
    return fetchWithCertificate(certificate);
  } catch (cause) {
    throw new CertificateUnreadable('certificate and key in the secret are no PEM, or do not belong together', {
      cause,
    });
  }
}

function parse<T>(schema: z.ZodType<T>, text: string, unreadable: (places: string) => Error): T {
  const result = schema.safeParse(parseJson(text));
  if (result.success) return result.data;
  throw unreadable(result.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', '));
}

/** Undefined for what is no JSON: the error of JSON.parse repeats the beginning of the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

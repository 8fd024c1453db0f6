/** The canary's two clients, as their secret holds them. */
import * as z from 'zod';

const client = z.object({ id: z.string().min(1), secret: z.string().min(1) });
/** As lib/constructs/canary.ts writes it, or the authority where its issuer is its own. */
const clientsSchema = z.object({ sender: client, service: client });
export type CanaryClients = z.infer<typeof clientsSchema>;

/** The secret is not as it must be. Says where and never what is there: Lambda logs the errors of a function whole. */
export class ClientsUnreadable extends Error {
  override name = 'ClientsUnreadable';
}

/** @throws ClientsUnreadable that names every fault */
export function parseClients(text: string): CanaryClients {
  const result = clientsSchema.safeParse(parseJson(text));
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path }) => path.join('.') || 'the whole');
  throw new ClientsUnreadable(`The canary's secret is not of its form, in: ${places.join(', ')}`);
}

/** Undefined for what is no JSON: the error of JSON.parse repeats the beginning of the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

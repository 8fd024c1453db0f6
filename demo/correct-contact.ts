/** A sender that has found another way to reach the person: a number, at which a call is safe. */
import * as z from 'zod';
import type { Client, ClientResponse } from './client.ts';

const maxTries = 3;
const versionResponse = z.looseObject({ version: z.number() });

/** @returns the last answer */
export async function correctContact(
  client: Client,
  sender: string,
  referralId: string,
  phone: string,
): Promise<ClientResponse> {
  const path = `/v1/referrals/${referralId}`;
  const patch = { contact: { phone, safe: { call: 'yes' } } };
  for (let tries = 1; ; tries++) {
    const { version } = versionResponse.parse((await client.call(sender, 'GET', path)).json);
    const response = await client.call(sender, 'PATCH', path, patch, {
      'content-type': 'application/merge-patch+json',
      'if-match': `"${version}"`,
    });
    // Another service of the same referral may have had a mishap on the same day.
    if (response.status !== 412 || tries === maxTries) return response;
  }
}

/** When DynamoDB may delete a row, which it does up to two days late. */

/** @param at RFC 3339 */
export const epochSeconds = (at: string): number => Math.floor(Date.parse(at) / 1000);

/** The value of `ttl`: so long after that time. */
export const expiresAt = (at: string, seconds: number): number => epochSeconds(at) + seconds;

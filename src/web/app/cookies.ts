/** Our cookies: `__Host-`, so that no other host and no path can set them; secure, not for scripts. */

/** Opaque session; only its keyed hash is stored. */
export const sessionCookie = '__Host-session';
/** Binds a sign-in to the browser that began it. */
export const signInCookie = '__Host-sign-in';
/** Set by the way out: pages that Back leads to say nothing of what was here. */
export const leftCookie = '__Host-left';

export const setCookie = (name: string, value: string, maxAgeS?: number): string =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${maxAgeS === undefined ? '' : `; Max-Age=${maxAgeS}`}`;
export const endCookie = (name: string): string => setCookie(name, '', 0);

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || undefined;
  }
  return undefined;
}

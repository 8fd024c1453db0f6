/** Our cookies. The `__Host-` prefix stops other hosts and paths from setting them; scripts cannot read them. */

/** Opaque session id; only its keyed hash is stored. */
export const sessionCookie = '__Host-session';
/** Binds a sign-in to the browser that started it. */
export const signInCookie = '__Host-sign-in';
/** Set by "Exit this page": pages reached by Back then reveal nothing about the service. */
export const exitCookie = '__Host-left';

export const setCookie = (name: string, value: string, maxAgeS?: number): string =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${maxAgeS === undefined ? '' : `; Max-Age=${maxAgeS}`}`;
export const expireCookie = (name: string): string => setCookie(name, '', 0);

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || undefined;
  }
  return undefined;
}

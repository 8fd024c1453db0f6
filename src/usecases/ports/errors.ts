/** What a port throws. */

/** A dependency is temporarily unavailable; the caller may retry. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** A stored record is not valid: retrying will not help. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

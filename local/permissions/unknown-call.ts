export class UnknownCall extends Error {
  override name = 'UnknownCall';
}

/** @param what the call, as a sentence names it; @param why what is not known of it, where that is not all */
export const unknown = (what: string, why = ''): UnknownCall =>
  new UnknownCall(`The local run does not know which permissions ${what} needs${why}: teach it in local/permissions.`);

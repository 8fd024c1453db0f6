export class UnknownCall extends Error {
  override name = 'UnknownCall';
}

/** @param call names the call in the message @param detail what is unknown about it, if not everything */
export const unknown = (what: string, why = ''): UnknownCall =>
  new UnknownCall(`The local run does not know which permissions ${what} needs${why}: add it in local/permissions.`);

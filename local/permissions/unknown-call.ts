export class UnknownCall extends Error {
  override name = 'UnknownCall';
}

/** @param call names the call in the message @param detail what is unknown about it, if not everything */
export const unknownCall = (call: string, detail = ''): UnknownCall =>
  new UnknownCall(`The local run does not know which permissions ${call} needs${detail}: add it in local/permissions.`);

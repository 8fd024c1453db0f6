/**
 * Where people choose their e-mails. Alone in its file: the menu names it on every page, and must not load the rules of a
 * case for that.
 */
export const mailSettingsPath = '/e-mails';

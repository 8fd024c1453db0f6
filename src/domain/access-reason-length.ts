/** Characters of what is given as a reason to be shown a person's details. Apart from the rules of cases, which public pages do not load. */
export const maxAccessReason = 500;

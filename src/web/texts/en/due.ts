/** A service's deadline, by what is due: an answer first, then contact. The same words on every page. */
export const dueTexts = {
  answerBy: 'Answer by',
  makeContactBy: 'Make contact by',
  /** Told to the referrer, of the service. */
  makesContactBy: 'Makes contact by',
  willMakeContactBy: (by: string): string => `will make contact by ${by}`,
};

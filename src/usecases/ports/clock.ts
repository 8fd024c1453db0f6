/** The time. */

export type Clock = () => Date;

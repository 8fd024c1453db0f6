/** A call of Cognito’s API and its answer. */
export type PoolAnswer = { status: number; body: object };
/** @throws z.ZodError where the input is not of the call’s form */
export type PoolCall = (input: unknown) => PoolAnswer;

export const ok = (body: object): PoolAnswer => ({ status: 200, body });
export const fault = (type: string, message: string): PoolAnswer => ({ status: 400, body: { __type: type, message } });

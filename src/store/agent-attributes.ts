/** Attributes that say who acted for a party: in ledger rows, history events and the disclosure log. Absent in rows of before. */
import * as z from 'zod';
import type { Agent } from '#src/domain/agent.ts';

export const agentAttributes = {
  /** User. */
  u: z.string().optional(),
  /** Client. */
  cl: z.string().optional(),
  /** On behalf of; sealed. */
  obo: z.string().optional(),
};
type AgentAttributes = z.infer<z.ZodObject<typeof agentAttributes>>;

export const packAgent = (agent: Agent | undefined): AgentAttributes => {
  if (!agent) return {};
  return 'user' in agent ? { u: agent.user } : { cl: agent.client, obo: agent.onBehalfOf };
};

export function unpackAgent({ u, cl, obo }: AgentAttributes): { agent?: Agent } {
  if (u !== undefined) return { agent: { user: u } };
  if (cl === undefined && obo === undefined) return {};
  return { agent: { ...(cl !== undefined && { client: cl }), ...(obo !== undefined && { onBehalfOf: obo }) } };
}

// The clearances that are the reader's own agency's to give.
import type { Gate } from "../case/case_model";

export const is_answered = (gate: Pick<Gate, "clears"> | undefined) => gate !== undefined && gate.clears !== null && gate.clears !== undefined;

export function own_gates(gates: Gate[], own: { agency?: string; sector?: string }): Gate[] {
  const mine = gates.filter((gate) => gate.agency === own.agency && (!gate.sector || gate.sector === own.sector));
  return [...mine.filter((gate) => !is_answered(gate)), ...mine.filter(is_answered)]; // what nobody answered yet comes first
}

// What keeps a case from passing: not answered yet, or answered with a no. A refusal and a termination wait for none.
export const uncleared = (gates: Gate[]) => gates.filter((gate) => gate.clears !== true);

// Every answer has been given: what is left is to change one, with reasons.
export const is_change_alone = (mine: Gate[]) => mine.length > 0 && mine.every(is_answered);

// Which step's form is open. The head of the case and its tabs open the same forms.
import { createContext, useContext } from "react";

export interface OpenStep {
  name: string;
  at?: number; // which contest, which gate: place in the case's list
}

export const OpenStepContext = createContext<(step: OpenStep) => void>(() => undefined);

export function useOpenStep(): (step: OpenStep) => void {
  return useContext(OpenStepContext);
}

// A change that somebody asks for, and what the desk said to it.
import { useState } from "react";
import { problem_of, type Problem } from "../api/problem";

export function useChange() {
  const [is_busy, set_busy] = useState(false);
  const [problem, set_problem] = useState<Problem | null>(null);
  const run = async <Body,>(what: () => Promise<Body>): Promise<Body | null> => {
    set_busy(true);
    set_problem(null);
    try {
      return await what();
    } catch (error) {
      set_problem(problem_of(error));
      return null;
    } finally {
      set_busy(false);
    }
  };
  return { run, is_busy, problem };
}

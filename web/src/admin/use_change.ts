// A change that somebody asks for, and what the desk said to it.
import { useRef, useState } from "react";
import { problem_of, type Problem } from "../api/problem";

export function useChange() {
  const [is_busy, set_busy] = useState(false);
  const is_running = useRef(false);
  const [problem, set_problem] = useState<Problem | null>(null);
  const run = async <Body,>(what: () => Promise<Body>): Promise<Body | null> => {
    if (is_running.current) return null; // a second press while the first runs: what it answers may be told once alone
    is_running.current = true;
    set_busy(true);
    set_problem(null);
    try {
      return await what();
    } catch (error) {
      set_problem(problem_of(error));
      return null;
    } finally {
      is_running.current = false;
      set_busy(false);
    }
  };
  const forget = () => set_problem(null);
  return { run, is_busy, problem, forget };
}

// Whoever follows a link away from a form with something unsaved, or signs out, is asked first, once it could not be saved either.
import { useEffect, useRef } from "react";
import { useBlocker } from "react-router-dom";
import { hold_unsaved, may_go, useAskToGo } from "../ui/unsaved";
import type { Draft } from "./draft";

// base: the form's own pages, between which nothing is lost.
export function useLeaveGuard(draft: Draft, base: string): void {
  const ask = useAskToGo();
  const is_asking = useRef(false);
  const blocker = useBlocker(({ nextLocation: { pathname } }) => draft.is_unsaved() && pathname !== base && !pathname.startsWith(`${base}/`));
  const { flush, is_unsaved } = draft;
  useEffect(() => hold_unsaved({ flush, is_unsaved }), [flush, is_unsaved]);
  useEffect(() => {
    if (blocker.state !== "blocked" || is_asking.current) return;
    is_asking.current = true;
    void may_go({ flush, is_unsaved }, ask).then((may) => {
      is_asking.current = false;
      if (may) blocker.proceed();
      else blocker.reset();
    });
  }, [blocker, flush, is_unsaved, ask]);
}

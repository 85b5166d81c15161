// Which questions of a filing are told what is wrong with them: those that have an answer or were left without one, and all once it was checked.
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Telling } from "./context";
import type { Draft } from "./draft";
import { is_answered } from "./form";

function kept(key: string): boolean {
  try {
    return sessionStorage.getItem(key) !== null;
  } catch {
    return false; // storage is shut off: it holds for this visit
  }
}

export function useTelling(filing: string, draft: Draft, is_at_check: boolean, was_handed_in: boolean): Telling {
  const key = `tidegate.checked.${filing}`;
  const [is_kept, set_kept] = useState(() => kept(key));
  const [touched, set_touched] = useState<ReadonlySet<string>>(new Set());
  const is_checked = is_kept || is_at_check || was_handed_in;
  useEffect(() => {
    if (!is_at_check) return;
    set_kept(true);
    try {
      sessionStorage.setItem(key, "1");
    } catch {
      return; // as above
    }
  }, [is_at_check, key]);
  const touch = useCallback((pointer: string) => set_touched((before) => (before.has(pointer) ? before : new Set([...before, pointer]))), []);
  return useMemo(
    () => ({ is_checked, touch, is_told: (pointer) => is_checked || touched.has(pointer) || is_answered(draft.value(pointer)) }),
    [is_checked, touch, touched, draft.declaration],
  );
}

// A declaration that is saved while it is typed. What was typed is shown at once, sent a moment later with the version it was
// typed upon, and kept here until the desk has it. Where somebody else changed the same answer meanwhile, both are shown.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ProblemError, type Problem } from "../api/problem";
import type { Json } from "../api/types";
import { is_within, value_at, with_value } from "./pointer";

export interface Stored {
  declaration: Json;
  version: number;
}

export interface Keeper {
  save: (version: number, change: { set: Record<string, Json>; remove: string[] }) => Promise<Stored>;
  reload: () => Promise<Stored>;
}

export interface Conflict {
  pointer: string;
  mine: Json | undefined;
  theirs: Json | undefined;
}

export type SaveState = "saved" | "waiting" | "saving" | "failed";

export interface Draft {
  declaration: Json;
  version: number;
  newest: () => number; // the version as it is once a save has ended
  can_edit: boolean;
  state: SaveState;
  saved_at: Date | null;
  problem: Problem | null; // why the last save failed as a whole
  refused: ReadonlyMap<string, Problem>; // answers that the desk would not take, by pointer
  held: ReadonlySet<string>; // fields whose text is no answer yet and is not sent, by pointer
  hold: (pointer: string, is_held: boolean) => void;
  conflicts: readonly Conflict[];
  value: (pointer: string) => Json | undefined;
  set: (pointer: string, value: Json | undefined) => void;
  remove_row: (pointer: string) => Promise<void>;
  settle: (pointer: string, keep_mine: boolean) => void;
  flush: () => Promise<boolean>; // true: nothing is left unsaved
  is_unsaved: () => boolean; // as it is when it is asked
  renew: () => Promise<void>; // read again what another call has changed
}

const kPause_ms = 800;

type Edits = Map<string, Json | undefined>;

function apply(tree: Json, edits: Edits): Json {
  let result = tree;
  for (const [pointer, value] of edits) result = with_value(result, pointer, value);
  return result;
}

// What the desk says of one place among those that it would not take.
function of_place(found: Problem, pointer: string): Problem {
  const own = found.problems?.find((one) => is_within(one.pointer, pointer) || is_within(pointer, one.pointer));
  if (!own) return found;
  const both = (side: "en" | "zh") => [own.says[side], own.fix?.[side] ?? ""].filter(Boolean).join(side === "en" ? "; " : "\uff1b");
  return { ...found, text: { en: both("en"), zh: both("zh") } };
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

export function useDraft(first: Stored, keeper: Keeper, can_edit: boolean, when_saved?: (stored: Stored) => void): Draft {
  const stored = useRef(first);
  const edits = useRef<Edits>(new Map());
  const refused = useRef(new Map<string, Problem>());
  const refused_values: { current: Edits } = useRef(new Map()); // still shown, so that they can be mended
  const held = useRef(new Set<string>());
  const conflicts = useRef<Conflict[]>([]);
  const stored_over = useRef<Edits>(new Map()); // sent, not answered yet
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const running = useRef<Promise<boolean> | null>(null);
  const keep = useRef({ keeper, when_saved });
  keep.current = { keeper, when_saved };
  const [state, set_state] = useState<SaveState>("saved");
  const [saved_at, set_saved_at] = useState<Date | null>(null);
  const [problem, set_problem] = useState<Problem | null>(null);
  const [round, set_round] = useState(0);
  const redraw = useCallback(() => set_round((before) => before + 1), []);

  const take = useCallback(
    (next: Stored) => {
      stored.current = next;
      keep.current.when_saved?.(next);
      redraw();
    },
    [redraw],
  );

  // Somebody changed the filing: what only one side changed goes on, what both changed is asked about.
  const meet = useCallback(
    async (sent: Edits) => {
      const before = stored.current.declaration;
      const next = await keep.current.keeper.reload();
      for (const [pointer, mine] of sent) {
        const theirs = value_at(next.declaration, pointer);
        if (same(theirs, value_at(before, pointer)) || same(theirs, mine)) edits.current.set(pointer, mine);
        else conflicts.current = [...conflicts.current.filter((one) => one.pointer !== pointer), { pointer, mine, theirs }];
      }
      take(next);
    },
    [take],
  );

  const refuse = useCallback((found: Problem, sent: Edits) => {
    const bad = [...sent.keys()].filter((pointer) => found.pointers.some((one) => is_within(one, pointer) || is_within(pointer, one) || one.includes(pointer)));
    const named = bad.length > 0 ? bad : [...sent.keys()];
    for (const [pointer, value] of sent) {
      if (named.includes(pointer)) {
        refused.current.set(pointer, of_place(found, pointer));
        refused_values.current.set(pointer, value);
      } else edits.current.set(pointer, value);
    }
    return bad.length > 0 && bad.length < sent.size;
  }, []);

  const send_once = useCallback(async (): Promise<"done" | "more" | "stop"> => {
    const sent: Edits = new Map(edits.current);
    if (sent.size === 0) return "done";
    edits.current = new Map();
    const set: Record<string, Json> = {};
    const remove: string[] = [];
    for (const [pointer, value] of sent) {
      if (value === undefined) remove.push(pointer);
      else set[pointer] = value;
    }
    const put_back = () => {
      for (const [pointer, value] of sent) if (!edits.current.has(pointer)) edits.current.set(pointer, value);
    };
    stored_over.current = sent;
    try {
      const next = await keep.current.keeper.save(stored.current.version, { set, remove });
      stored_over.current = new Map();
      take(next);
      set_saved_at(new Date());
      return edits.current.size > 0 ? "more" : "done";
    } catch (error) {
      stored_over.current = new Map();
      if (!(error instanceof ProblemError)) {
        put_back(); // nobody knows whether it was taken: the next try says
        redraw();
        throw error;
      }
      const found = error.problem;
      if (found.status === 412 || found.code === "changed") {
        try {
          await meet(sent);
          return "more";
        } catch {
          put_back();
        }
      } else if (found.status === 422 || found.status === 400) {
        const is_partly = refuse(found, sent);
        redraw();
        return is_partly ? "more" : "done";
      } else {
        put_back();
      }
      set_problem(found);
      redraw();
      return "stop";
    }
  }, [meet, redraw, refuse, take]);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) return running.current;
    const is_clean = () => refused.current.size === 0 && held.current.size === 0 && conflicts.current.length === 0;
    if (edits.current.size === 0) return Promise.resolve(is_clean());
    set_state("saving");
    set_problem(null);
    const work = (async () => {
      let left = 20; // a save that is refused part by part ends
      let next: "done" | "more" | "stop" = "more";
      while (next === "more" && left-- > 0) next = await send_once();
      const is_done = edits.current.size === 0;
      set_state(next === "stop" || !is_done ? "failed" : "saved");
      return is_done && is_clean();
    })()
      .catch((error: unknown) => {
        set_state("failed");
        throw error;
      })
      .finally(() => {
        running.current = null;
      });
    running.current = work;
    return work;
  }, [send_once]);

  const set = useCallback(
    (pointer: string, value: Json | undefined) => {
      edits.current.delete(pointer);
      edits.current.set(pointer, value);
      refused.current.delete(pointer);
      refused_values.current.delete(pointer);
      conflicts.current = conflicts.current.filter((one) => one.pointer !== pointer);
      set_state("waiting");
      redraw();
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), kPause_ms);
    },
    [flush, redraw],
  );

  const hold = useCallback(
    (pointer: string, is_held: boolean) => {
      if (held.current.has(pointer) === is_held) return;
      if (is_held) held.current.add(pointer);
      else held.current.delete(pointer);
      redraw();
    },
    [redraw],
  );

  const remove_row = useCallback(
    async (pointer: string) => {
      if (running.current) await running.current;
      for (const beneath of [...edits.current.keys()]) if (is_within(beneath, pointer)) edits.current.delete(beneath);
      for (const beneath of [...refused.current.keys()]) {
        if (!is_within(beneath, pointer)) continue;
        refused.current.delete(beneath);
        refused_values.current.delete(beneath);
      }
      await flush();
      if (value_at(stored.current.declaration, pointer) === undefined) return redraw();
      edits.current.set(pointer, undefined);
      redraw();
      await flush();
    },
    [flush, redraw],
  );

  const settle = useCallback(
    (pointer: string, keep_mine: boolean) => {
      const found = conflicts.current.find((one) => one.pointer === pointer);
      conflicts.current = conflicts.current.filter((one) => one.pointer !== pointer);
      if (found && keep_mine) set(pointer, found.mine);
      else redraw();
    },
    [redraw, set],
  );

  const renew = useCallback(async () => {
    await flush();
    take(await keep.current.keeper.reload());
  }, [flush, take]);

  const is_unsaved = useCallback(
    () => edits.current.size + refused_values.current.size + held.current.size + conflicts.current.length > 0 || running.current !== null,
    [],
  );

  // What is unsaved is sent when the page is left; the browser asks where it cannot be.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!is_unsaved()) return;
      void flush();
      event.preventDefault();
    };
    const hide = () => {
      if (document.visibilityState === "hidden") void flush();
    };
    window.addEventListener("beforeunload", ask);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("beforeunload", ask);
      document.removeEventListener("visibilitychange", hide);
      void flush();
    };
  }, [flush, is_unsaved]);

  const declaration = useMemo(() => {
    const typed: Edits = new Map([...refused_values.current, ...stored_over.current, ...edits.current]);
    return apply(stored.current.declaration, typed);
  }, [round, state]);

  return {
    declaration,
    version: stored.current.version,
    newest: () => stored.current.version,
    can_edit,
    state,
    saved_at,
    problem,
    refused: refused.current,
    held: held.current,
    hold,
    conflicts: conflicts.current,
    value: (pointer) => value_at(declaration, pointer),
    set,
    remove_row,
    settle,
    flush,
    is_unsaved,
    renew,
  };
}

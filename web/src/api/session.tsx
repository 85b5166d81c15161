// Who is signed in. The token itself is in a cookie that no script can read.
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { ask, get, post, set_csrf, when_signed_out } from "./client";
import { forget_all_typed } from "../ui/kept";
import { problem_of, type Problem } from "./problem";
import type { Account, Session, SignInWays } from "./types";

interface SignedIn {
  account: Account | null;
  problem: Problem | null; // why it is not known whether anybody is signed in
  is_known: boolean;
  has_ended: boolean; // the desk ended it while somebody was working
  sign_in: (login: string, password: string, code: string) => Promise<void>;
  sign_out: () => Promise<void>;
  reread: () => Promise<void>;
}

const Context = createContext<SignedIn | null>(null);

export function useSession(): SignedIn {
  const session = useContext(Context);
  if (!session) throw new Error("no session around this page");
  return session;
}

export function useAccount(): Account {
  const { account } = useSession();
  if (!account) throw new Error("nobody is signed in");
  return account;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [account, set_account] = useState<Account | null>(null);
  const [is_known, set_known] = useState(false);
  const [has_ended, set_ended] = useState(false);
  const [problem, set_problem] = useState<Problem | null>(null);

  const take = useCallback((session: Session) => {
    set_csrf(session.csrf);
    set_account(session.account);
    set_ended(false);
  }, []);

  const reread = useCallback(async () => {
    set_problem(null);
    try {
      // Asked first, so that a browser without a session is no error in its log.
      const ways = await get<SignInWays>("/v1/sign-in-ways");
      queries.setQueryData(["sign-in-ways"], ways);
      if (ways.has_session) take(await get<Session>("/v1/session"));
    } catch (error) {
      const found = problem_of(error);
      if (found.code !== "not_signed_in") set_problem(found);
    }
    set_known(true);
  }, [queries, take]);

  useEffect(() => {
    when_signed_out(() =>
      set_account((before) => {
        if (before) set_ended(true);
        return null;
      }),
    );
    void reread();
  }, [reread]);

  const sign_in = useCallback(
    async (login: string, password: string, code: string) => {
      const session = await post<Session>("/v1/session", { login, password, ...(code ? { code } : {}) });
      queries.clear();
      forget_all_typed(session.account.id);
      take(session);
    },
    [queries, take],
  );

  const sign_out = useCallback(async () => {
    const { body } = await ask<{ sign_out_at?: string } | undefined>("DELETE", "/v1/session");
    queries.clear();
    forget_all_typed();
    set_account(null);
    set_ended(false);
    // Who came in by the identity provider signs out there too, and is sent back here.
    if (body?.sign_out_at) window.location.assign(body.sign_out_at);
  }, [queries]);

  const value = useMemo(
    () => ({ account, problem, is_known, has_ended, sign_in, sign_out, reread }),
    [account, problem, is_known, has_ended, sign_in, sign_out, reread],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

// Plain elements and no component library: this page must stand within a second on a cold start.
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client";
import { problem_of, type Problem } from "../api/problem";
import { useSession } from "../api/session";
import type { SignInWays } from "../api/types";
import { Footer } from "../ui/footer";
import { LanguageSwitch } from "../ui/language_switch";
import { Mark } from "../ui/mark";
import { problem_remedy, problem_words } from "../ui/problem_words";
import { useSay } from "../ui/say";

export function SignIn() {
  const { t } = useTranslation("signin");
  const say = useSay();
  const { has_ended } = useSession();
  const ways = useQuery({ queryKey: ["sign-in-ways"], queryFn: () => get<SignInWays>("/v1/sign-in-ways"), retry: false, staleTime: Infinity });
  const oidc = ways.data?.oidc ?? null;
  return (
    <div className="sign-in">
      <header className="sign-in-top">
        <span className="brand">
          <Mark /> <strong>{t("common:name")}</strong>
        </span>
        <LanguageSwitch />
      </header>
      <main className="sign-in-card">
        <h1>{t("title")}</h1>
        <p className="quiet">{t("says")}</p>
        {has_ended ? <p className="notice" role="status">{t("ended")}</p> : null}
        {ways.data?.password !== false ? <PasswordForm /> : null}
        {oidc ? (
          <>
            {ways.data?.password ? <p className="or">{t("or")}</p> : null}
            <a className="plain-button wide" href="/v1/oidc/start">
              {t("oidc", { name: say.text(oidc.name) })}
            </a>
          </>
        ) : null}
      </main>
      <Footer />
    </div>
  );
}

function PasswordForm() {
  const { t } = useTranslation("signin");
  const say = useSay();
  const { sign_in, problem: before } = useSession();
  const [problem, set_problem] = useState<Problem | null>(null);
  const [needs_code, set_needs_code] = useState(false);
  const [is_busy, set_busy] = useState(false);
  const code_field = useRef<HTMLInputElement>(null);
  const ids = useId();

  useEffect(() => {
    if (needs_code) code_field.current?.focus();
  }, [needs_code]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    set_busy(true);
    set_problem(null);
    try {
      await sign_in(String(said.get("login") ?? "").trim(), String(said.get("password") ?? ""), String(said.get("code") ?? "").replace(/\s/g, ""));
    } catch (error) {
      const found = problem_of(error);
      if (found.code === "code_needed" && !needs_code) set_needs_code(true);
      else set_problem(found);
      set_busy(false);
    }
  }

  const shown = problem ?? before;
  return (
    <form onSubmit={(event) => void submit(event)} aria-describedby={shown ? `${ids}problem` : undefined}>
      {shown ? (
        <p className="notice is-bad" role="alert" id={`${ids}problem`}>
          {shown.code === "sign_in_failed" && !needs_code ? t("wrong") : problem_words(shown, say, t)} {problem_remedy(shown, t)}
        </p>
      ) : null}
      <label htmlFor={`${ids}login`}>{t("login")}</label>
      <input id={`${ids}login`} name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus />
      <label htmlFor={`${ids}password`}>{t("password")}</label>
      <input id={`${ids}password`} name="password" type="password" autoComplete="current-password" required />
      {needs_code ? (
        <>
          <label htmlFor={`${ids}code`}>{t("code")}</label>
          <input ref={code_field} id={`${ids}code`} name="code" inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]{6,7}" maxLength={7} required aria-describedby={`${ids}code-says`} />
          <p className="quiet" id={`${ids}code-says`}>{t("code_says")}</p>
        </>
      ) : null}
      <button className="plain-button is-main wide" type="submit" disabled={is_busy}>
        {is_busy ? t("busy") : t("sign_in")}
      </button>
    </form>
  );
}

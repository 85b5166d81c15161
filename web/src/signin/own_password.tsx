// Whose password another set chooses one before anything else. Plain elements, as the sign-in itself.
import { useId, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../api/client";
import { problem_of, type Problem } from "../api/problem";
import { useAccount, useSession } from "../api/session";
import { Footer } from "../ui/footer";
import { LanguageSwitch } from "../ui/language_switch";
import { Mark } from "../ui/mark";
import { problem_remedy, problem_words } from "../ui/problem_words";
import { useSay } from "../ui/say";

export function OwnPassword() {
  const { t } = useTranslation("signin");
  const say = useSay();
  const account = useAccount();
  const { reread, sign_out } = useSession();
  const [problem, set_problem] = useState<Problem | null>(null);
  const [differs, set_differs] = useState(false);
  const [is_busy, set_busy] = useState(false);
  const ids = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const own = String(said.get("new") ?? "");
    set_problem(null);
    set_differs(own !== String(said.get("again") ?? ""));
    if (own !== String(said.get("again") ?? "")) return;
    set_busy(true);
    try {
      await post("/v1/account/password", { old: String(said.get("old") ?? ""), new: own });
      await reread();
    } catch (error) {
      set_problem(problem_of(error));
    }
    set_busy(false);
  }

  const wrong = problem ? `${problem_words(problem, say, t)} ${problem_remedy(problem, t)}` : differs ? t("differs") : "";
  return (
    <div className="sign-in">
      <header className="sign-in-top">
        <span className="brand">
          <Mark /> <strong>{t("common:name")}</strong>
        </span>
        <LanguageSwitch />
      </header>
      <main className="sign-in-card">
        <h1>{t("own")}</h1>
        <p className="quiet">{t("own_says")}</p>
        <form onSubmit={(event) => void submit(event)} aria-describedby={wrong ? `${ids}problem` : undefined}>
          {wrong ? (
            <p className="notice is-bad" role="alert" id={`${ids}problem`}>
              {wrong}
            </p>
          ) : null}
          <input type="hidden" name="username" autoComplete="username" value={account.login} readOnly />
          <label htmlFor={`${ids}old`}>{t("given")}</label>
          <input id={`${ids}old`} name="old" type="password" autoComplete="current-password" required autoFocus />
          <label htmlFor={`${ids}new`}>{t("new")}</label>
          <input id={`${ids}new`} name="new" type="password" autoComplete="new-password" minLength={12} maxLength={128} required aria-describedby={`${ids}rule`} />
          <p className="quiet" id={`${ids}rule`}>{t("rule")}</p>
          <label htmlFor={`${ids}again`}>{t("again")}</label>
          <input id={`${ids}again`} name="again" type="password" autoComplete="new-password" required />
          <button className="plain-button is-main wide" type="submit" disabled={is_busy}>
            {is_busy ? t("busy") : t("choose")}
          </button>
        </form>
        <button className="plain-button wide" type="button" onClick={() => void sign_out()}>
          {t("sign_out")}
        </button>
      </main>
      <Footer />
    </div>
  );
}

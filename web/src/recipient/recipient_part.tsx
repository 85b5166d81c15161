// The recipient's own page: opened by a link's token, which stands behind the # and so in no log and no referrer.
import { useMemo, useState, type MouseEvent } from "react";
import { App as AntApp, Button, ConfigProvider, Skeleton } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, get } from "../api/client";
import { problem_of, ProblemError } from "../api/problem";
import type { Json, T } from "../api/types";
import { FormPageProvider } from "../form/context";
import { useDraft, type Draft, type Keeper, type Stored } from "../form/draft";
import type { Task } from "../form/form";
import { is_within, of_row, place_id, with_value } from "../form/pointer";
import { SaveLine } from "../form/save_line";
import { TaskPage } from "../form/task_page";
import { theme } from "../theme";
import { useAntLocale } from "../ui/ant_locale";
import { BoundTold } from "../ui/bound_told";
import { Footer } from "../ui/footer";
import { LanguageSwitch } from "../ui/language_switch";
import { Mark } from "../ui/mark";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { Waiting } from "../ui/waiting";

interface Part {
  exporter: string | { name?: string };
  title: T;
  language?: string;
  recipient: number;
  tasks: Task[];
  values: { [pointer: string]: Json };
  version: number;
  expires_at: string;
  is_done: boolean;
}

function stored_of(part: Part): Stored {
  let declaration: Json = {};
  for (const [pointer, value] of Object.entries(part.values)) declaration = with_value(declaration, pointer, value);
  return { declaration, version: part.version };
}

// The link's tasks ask for this recipient alone: their fields may name its row already, or have the form's *.
function tasks_of(part: Part): Task[] {
  return part.tasks.map((task) => ({
    ...task,
    fields: task.fields
      .map((field) => ({ ...field, pointer: field.pointer.replace(`/scenario/recipients/${part.recipient}/`, "/scenario/recipients/*/") }))
      .filter((field) => field.pointer.includes("/*")),
  }));
}

// Answers that the desk refused, that are no answer yet, or that somebody else changed too.
function unsaved_of(draft: Draft, tasks: Task[], row: number): { pointer: string; label: T }[] {
  const open = [...draft.refused.keys(), ...[...draft.held].map((key) => key.replace(/#.*$/, "")), ...draft.conflicts.map((one) => one.pointer)];
  const fields = tasks.flatMap((task) => task.fields.map((field) => ({ pointer: of_row(field.pointer, row), label: field.label })));
  return fields.filter((field) => open.some((pointer) => is_within(pointer, field.pointer)));
}

// The address keeps the link's token: the way to a question is not written into it.
function to_place(event: MouseEvent, pointer: string): void {
  event.preventDefault();
  document.getElementById(`${place_id(pointer)}-place`)?.scrollIntoView({ block: "center" });
  document.getElementById(place_id(pointer))?.focus({ preventScroll: true });
}

function OpenPart({ first, token }: { first: Part; token: string }) {
  const { t } = useTranslation("recipient");
  const say = useSay();
  const { modal } = AntApp.useApp();
  const [is_done, set_done] = useState(first.is_done);
  const [problem, set_problem] = useState<unknown>(null);
  const keeper: Keeper = useMemo(
    () => ({
      save: async (version, change) => stored_of((await ask<Part>("PATCH", "/v1/recipient-part", { bearer: token, version, body: change })).body),
      reload: async () => stored_of(await get<Part>("/v1/recipient-part", { bearer: token })),
    }),
    [token],
  );
  const draft = useDraft(stored_of(first), keeper, !is_done);
  const tasks = useMemo(() => tasks_of(first), [first]);
  const exporter = typeof first.exporter === "string" ? first.exporter : (first.exporter.name ?? "");
  async function hand_over() {
    set_problem(null);
    try {
      if (!(await draft.flush())) {
        // What was refused is listed by the button; anything else is that the desk could not be reached.
        if (draft.refused.size + draft.held.size === 0) set_problem(new ProblemError({ status: 422, code: "unsaved", text: { en: t("not_saved"), zh: t("not_saved") }, pointers: [] }));
        return;
      }
      await ask("POST", "/v1/recipient-part/done", { bearer: token, body: {} });
      set_done(true);
    } catch (error) {
      set_problem(error);
    }
  }
  // By the form's own words, so that what keeps the part from being handed over can be found.
  const unsaved = unsaved_of(draft, tasks, first.recipient);
  const sure = () => void modal.confirm({ title: t("sure"), content: t("sure_says"), okText: t("hand_over"), cancelText: t("common:cancel"), onOk: hand_over });
  if (is_done) {
    return (
      <>
        <PageHead title={t("done")} />
        <section className="card">
          <p>{t("done_says", { exporter })}</p>
        </section>
      </>
    );
  }
  return (
    <FormPageProvider value={{ draft, check: undefined }}>
      <PageHead title={t("title")} says={<SaveLine draft={draft} />} />
      <section className="card">
        <dl className="facts">
          <dt>{t("exporter")}</dt>
          <dd>{exporter}</dd>
          <dt>{t("transfer")}</dt>
          <dd>{say.text(first.title)}</dd>
          <dt>{t("until")}</dt>
          <dd>{say.moment(first.expires_at)}</dd>
        </dl>
        <p className="quiet">{t("says")}</p>
      </section>
      {tasks.map((task) => (
        <TaskPage key={task.id} task={task} rows={[first.recipient]} is_theirs />
      ))}
      <section className="stack">
        {unsaved.length > 0 ? (
          <div className="notice is-bad" role="status">
            <p>{t("unsaved")}</p>
            <ul>
              {unsaved.map(({ pointer, label }) => (
                <li key={pointer}>
                  <a href={`#${place_id(pointer)}`} onClick={(event) => to_place(event, pointer)}>
                    {say.sentence(label)}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ) : problem ? (
          <ProblemView error={problem} />
        ) : null}
        <div>
          <Button type="primary" size="large" disabled={unsaved.length > 0} onClick={sure}>
            {t("hand_over")}
          </Button>
        </div>
      </section>
    </FormPageProvider>
  );
}

function Body() {
  const { t } = useTranslation("recipient");
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const part = useQuery({ queryKey: ["recipient-part", token], queryFn: () => get<Part>("/v1/recipient-part", { bearer: token }), enabled: token !== "", refetchOnWindowFocus: false, staleTime: Infinity });
  if (token === "") {
    return (
      <>
        <PageHead title={t("no_link")} />
        <section className="card">
          <p>{t("no_link_says")}</p>
        </section>
      </>
    );
  }
  if (part.isError) {
    // The desk's answer is final; that it did not answer is not.
    const { status } = problem_of(part.error);
    const is_final = status >= 400 && status < 500 && status !== 429;
    return (
      <>
        <PageHead title={t("closed")} />
        {is_final ? (
          <section className="card">
            <p>{t("closed_says")}</p>
          </section>
        ) : (
          <ProblemView error={part.error} again={() => void part.refetch()} />
        )}
      </>
    );
  }
  return part.data ? <OpenPart first={part.data} token={token} /> : <Skeleton active />;
}

export default function RecipientPart() {
  const { t } = useTranslation("recipient");
  const locale = useAntLocale();
  if (!locale) return <Waiting />;
  return (
    <ConfigProvider theme={theme} locale={locale} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <AntApp>
        <div className="frame">
          <BoundTold />
          <header className="frame-top">
            <span className="brand">
              <Mark /> <strong>{t("common:name")}</strong>
            </span>
            <span className="frame-space" />
            <LanguageSwitch />
          </header>
          <main id="main" className="recipient-page frame-middle-block">
            <Body />
          </main>
          <Footer />
        </div>
      </AntApp>
    </ConfigProvider>
  );
}

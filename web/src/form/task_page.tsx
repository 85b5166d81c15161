// One task of the form on one page: its groups, each question with what is wrong with it.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router-dom";
import { useSay } from "../ui/say";
import { findings_at, loose_findings, told, useFormPage } from "./context";
import { groups_of, is_asked, type Group, type Task } from "./form";
import { ItemFacts } from "./law_facts";
import { FindingLine, Question } from "./question";
import { Rows } from "./rows";

const kMayBeNone = ["/scenario/onward"];
const kElsewhere = ["/attachments"]; // papers have a page of their own

// Scrolls to the question that the address names and puts the focus into it.
export function useJump(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (!hash) return;
    const wait = setTimeout(() => {
      const place = document.getElementById(`${hash.slice(1)}-place`);
      place?.scrollIntoView({ block: "center" });
      const input = document.getElementById(hash.slice(1)) ?? place?.querySelector<HTMLElement>("input, textarea, button");
      input?.focus({ preventScroll: true });
    }, 120);
    return () => clearTimeout(wait);
  }, [hash]);
}

function heading_key(at: string): string {
  return at.slice(1).replace(/\//g, "_");
}

export function GroupPart({ group, rows }: { group: Group; rows?: number[] }) {
  const { t } = useTranslation("form");
  const page = useFormPage();
  const { draft, check } = page;
  if (!group.list) {
    // A heading whose questions all hang on an answer that was not given is left out with them.
    const shown = group.fields.filter((field) => is_asked(field.pointer, draft.value) || findings_at(check, field.pointer).length > 0);
    if (shown.length === 0) return null;
    return (
      <section className="card form-group">
        {group.at ? <h2>{t(`group.${heading_key(group.at)}`)}</h2> : null}
        {group.at ? told(page, loose_findings(check, group.at, group.fields.map((field) => field.pointer))).map((one, place) => <FindingLine key={place} finding={one} />) : null}
        {group.fields.map((field) => (
          <Question key={field.pointer} field={field} pointer={field.pointer} />
        ))}
      </section>
    );
  }
  return (
    <section className="card form-group">
      <h2>{t(`group.${heading_key(group.at)}`)}</h2>
      <ListSays group={group} />
      <Rows
        at={group.at}
        fields={group.fields}
        fixed={rows}
        may_be_none={kMayBeNone.includes(group.at)}
        more={group.at === "/scenario/items" ? (row) => <ItemFacts row={row} /> : undefined}
      />
    </section>
  );
}

function ListSays({ group }: { group: Group }) {
  const say = useSay();
  const field = group.list?.field;
  return field ? (
    <p className="quiet">
      {[say.sentence(field.label), say.sentence(field.why)].filter(Boolean).join(say.lang === "zh" ? "\u3002" : ". ")}
    </p>
  ) : null;
}

// rows: of a list these alone. is_theirs: the recipient reads it, whom the task's words to the firm do not concern.
export function TaskPage({ task, rows, is_theirs = false }: { task: Task; rows?: number[]; is_theirs?: boolean }) {
  const say = useSay();
  useJump();
  return (
    <>
      <h2 className="task-title">{say.text(task.title)}</h2>
      {is_theirs ? null : <p className="quiet">{say.text(task.says)}</p>}
      {groups_of(task)
        .filter((group) => !kElsewhere.includes(group.at))
        .map((group, place) => (
          <GroupPart key={`${group.at}${place}`} group={group} rows={rows} />
        ))}
    </>
  );
}

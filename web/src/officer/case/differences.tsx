// Two versions of the filing side by side: only what changed.
import { useState } from "react";
import { Select, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { Difference, Json, Rows } from "../../api/types";
import { EmptyState } from "../../ui/empty_state";
import { ProblemView } from "../../ui/problem_view";
import { useSay } from "../../ui/say";
import { plain_label } from "../../form/form";
import { at_pointer, type CaseView } from "./case_model";
import { useForm, useLabels } from "./form_model";
import { middle } from "./text_difference";
import { useCasePart, useDeclarationOf } from "./use_case";
import { value_words } from "./value";

// Which element of a list it lies in, and what that one is called; null: in none.
function element_of(pointer: string, declaration: Json | undefined): { row: number; name: string } | null {
  const found = /^(.*?\/(\d+))(?:\/|$)/.exec(pointer);
  if (!found?.[1]) return null;
  const element = declaration === undefined ? undefined : at_pointer(declaration, found[1]);
  const names = element !== null && typeof element === "object" && !Array.isArray(element) ? [element.name, element.item] : [];
  return { row: Number(found[2]) + 1, name: names.find((one) => typeof one === "string" && one !== "") as string | undefined ?? "" };
}

// declaration: of the version after, to say by name what changed; undefined: it is not at hand.
export function DifferenceRow({ row, declaration }: { row: Difference; declaration?: Json }) {
  const { t } = useTranslation(["officer", "form"]);
  const say = useSay();
  const form = useForm();
  const label = useLabels(form.data);
  const field = label(row.pointer ?? "");
  const words = (value: unknown) => value_words(value as Json | undefined, field, say, t, (key) => label(`${row.pointer ?? ""}/${key}`));
  const before = words(row.before);
  const after = words(row.after);
  const parts = middle(before, after);
  const place = plain_label(field ? say.sentence(field.label) : say.sentence(row.label)) || (row.pointer ?? "");
  const element = element_of(row.pointer ?? "", row.kind === "removed" && /\/\d+$/.test(row.pointer ?? "") ? undefined : declaration);
  return (
    <li className="slip stack-tight">
      <div className="line">
        <span className="mark mark-new">{t(`claims.${row.kind ?? "changed"}`)}</span>
        <span className="strong">
          {element ? t("in_row", { place, row: element.row }) : place}
          {element?.name ? t("differences.named", { name: element.name }) : ""}
        </span>
        <span className="code quiet">{row.pointer}</span>
      </div>
      <div className="two-sides">
        <div className="side side-before" aria-label={t("differences.before")}>
          {row.kind === "added" ? <span className="quiet">{t("differences.not_there")}</span> : row.kind === "changed" ? (
            <>
              {parts.head}
              <del>{parts.was}</del>
              {parts.tail}
            </>
          ) : (
            before
          )}
        </div>
        <div className="side side-after" aria-label={t("differences.after")}>
          {row.kind === "removed" ? <span className="quiet">{t("differences.not_there")}</span> : row.kind === "changed" ? (
            <>
              {parts.head}
              <ins>{parts.is}</ins>
              {parts.tail}
            </>
          ) : (
            after
          )}
        </div>
      </div>
    </li>
  );
}

export function Differences({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const [from, set_from] = useState(Math.max(1, view.version - 1));
  const [to, set_to] = useState(view.version);
  const found = useCasePart<Rows<Difference>>(view, `/differences?from=${from}&to=${to}`, view.version > 1 && from !== to);
  const after = useDeclarationOf(view, to, view.version > 1 && from !== to);
  if (view.version < 2) return <EmptyState title={t("differences.one")} says={t("differences.one_why")} />;
  const options = view.versions.map((version) => ({
    value: version.number ?? 0,
    label: t("differences.version", { number: version.number, at: say.moment(version.at) }),
  }));
  return (
    <div className="stack">
      <div className="line">
        <label className="line">
          {t("differences.from")}
          <Select style={{ minWidth: 240 }} value={from} onChange={set_from} options={options} />
        </label>
        <label className="line">
          {t("differences.to")}
          <Select style={{ minWidth: 240 }} value={to} onChange={set_to} options={options} />
        </label>
      </div>
      {from === to && <p className="quiet">{t("differences.same_version")}</p>}
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Skeleton active />}
      {found.data && (
        <>
          <p style={{ margin: 0 }}>{t("differences.count", { count: found.data.rows.length })}</p>
          <div className="two-sides small quiet" aria-hidden>
            <span>{t("differences.version_short", { number: from })}</span>
            <span>{t("differences.version_short", { number: to })}</span>
          </div>
          <ul className="plain-list stack-tight">
            {found.data.rows.map((row) => (
              <DifferenceRow key={row.pointer} row={row} declaration={after} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

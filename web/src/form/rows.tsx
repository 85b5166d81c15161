// A list of the declaration: each row a part that opens, so that two thousand items stay in hand.
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { Button, Pagination, Popconfirm, Radio } from "antd";
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router-dom";
import type { Json } from "../api/types";
import { findings_at, loose_findings, told, useFormPage } from "./context";
import { is_answered, is_needed, type Field } from "./form";
import { of_row } from "./pointer";
import { FindingLine, Question } from "./question";

const kPage = 20;
const kNameKeys = ["name", "party", "file", "summary", "domain", "code"];

function name_of(row: Json | undefined): string {
  if (row === null || typeof row !== "object" || Array.isArray(row)) return "";
  for (const key of kNameKeys) if (typeof row[key] === "string" && row[key]) return row[key] as string;
  for (const inner of Object.values(row)) {
    const found = name_of(inner);
    if (found) return found;
  }
  return "";
}

interface RowsProps {
  at: string;
  fields: Field[];
  may_be_none?: boolean; // the list may be said to be empty
  more?: (row: number) => ReactNode; // what else a row has
  fixed?: number[]; // these rows alone, none added or taken away
}

interface RowProps extends RowsProps {
  row: number;
  is_open: boolean;
  toggle: () => void;
  remove?: () => void; // left out: it stays
}

function Row({ at, fields, row, is_open, toggle, more, remove }: RowProps) {
  const { t } = useTranslation("form");
  const page = useFormPage();
  const { draft, check } = page;
  const pointer = `${at}/${row}`;
  const findings = told(page, findings_at(check, pointer, true));
  const own = told(page, loose_findings(check, pointer, fields.map((field) => of_row(field.pointer, row))));
  const value = draft.value(pointer);
  // What the desk would not take, or what is no answer yet, counts as none.
  const is_unsaved = (at: string) => draft.refused.has(at) || [...draft.held].some((key) => key.replace(/#.*$/, "") === at);
  // As the task counts: what is needed on this route.
  const needed = fields.filter((field) => is_needed(field, check?.route));
  const answered = needed.filter((field) => is_answered(draft.value(of_row(field.pointer, row))) && !is_unsaved(of_row(field.pointer, row))).length;
  return (
    <li className="form-row">
      <div className="form-row-head">
        <button type="button" className="form-row-name" aria-expanded={is_open} onClick={toggle}>
          <span aria-hidden="true">{is_open ? "▾" : "▸"}</span> {t("row", { number: row + 1 })} {name_of(value) ? <strong>{name_of(value)}</strong> : <span className="quiet">{t("row_unnamed")}</span>}
        </button>
        <span className="quiet small numbers">
          {[needed.length > 0 ? t("row_answered", { answered, of: needed.length }) : "", findings.length > 0 ? t("row_gaps", { count: findings.length }) : ""].filter(Boolean).join(" \u00b7 ")}
        </span>
        {remove ? (
          <Popconfirm title={t("row_remove_sure")} okText={t("row_remove")} cancelText={t("common:cancel")} onConfirm={remove}>
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("row_remove_which", { number: row + 1 })} />
          </Popconfirm>
        ) : null}
      </div>
      {own.map((one, place) => (
        <FindingLine key={place} finding={one} />
      ))}
      {is_open ? (
        <div className="form-row-body">
          {fields.map((field) => (
            <Question key={field.pointer} field={field} pointer={of_row(field.pointer, row)} />
          ))}
          {more?.(row)}
        </div>
      ) : null}
    </li>
  );
}

export function Rows(props: RowsProps) {
  const { at, may_be_none, fixed } = props;
  const { t } = useTranslation("form");
  const form_page = useFormPage();
  const { draft, check } = form_page;
  const { hash } = useLocation();
  const list = draft.value(at);
  const is_none = list === "none";
  const stored = Array.isArray(list) ? list.length : 0;
  const [begun, set_begun] = useState(0); // rows that were added and hold no answer yet
  const [opened, set_opened] = useState<ReadonlySet<number>>(new Set(fixed ?? (stored === 1 ? [0] : [])));
  const count = Math.max(stored, begun);
  const rows = useMemo(() => fixed ?? Array.from({ length: count }, (_, row) => row), [fixed, count]);
  const [page, set_page] = useState(1);

  // A gap's link names a place in a row: the row opens and its page is shown.
  useEffect(() => {
    const wanted = new RegExp(`^#q${at.replace(/[^A-Za-z0-9]+/g, "-")}-(\\d+)`).exec(hash);
    if (!wanted?.[1]) return;
    const row = Number(wanted[1]);
    set_opened((before) => new Set([...before, row]));
    set_page(Math.floor(row / kPage) + 1);
  }, [at, hash]);

  const toggle = (row: number) =>
    set_opened((before) => {
      const next = new Set(before);
      if (!next.delete(row)) next.add(row);
      return next;
    });
  const remove = (row: number) => {
    set_begun(begun > 0 ? Math.max(0, count - 1) : 0);
    set_opened(new Set([...opened].flatMap((one) => (one === row ? [] : [one > row ? one - 1 : one]))));
    void draft.remove_row(`${at}/${row}`);
  };
  const add = () => {
    set_opened((before) => new Set([...before, count]));
    set_begun(count + 1);
    set_page(Math.floor(count / kPage) + 1);
  };
  return (
    <div id={`q${at.replace(/[^A-Za-z0-9]+/g, "-")}-place`}>
      {told(form_page, findings_at(check, at)).map((one) => (
        <FindingLine key={one.rule} finding={one} />
      ))}
      {may_be_none ? (
        <Radio.Group
          className="none-choice"
          disabled={!draft.can_edit}
          value={is_none ? "none" : stored > 0 || begun > 0 ? "some" : undefined}
          onChange={(event) => {
            if (event.target.value === "none") {
              set_begun(0);
              draft.set(at, "none");
            } else {
              if (is_none) draft.set(at, undefined);
              if (count === 0 || is_none) add();
            }
          }}
          options={[
            { value: "none", label: t("none") },
            { value: "some", label: t("some") },
          ]}
        />
      ) : null}
      {is_none ? null : (
        <>
          {rows.length > kPage ? <Pagination size="small" current={page} pageSize={kPage} total={rows.length} showSizeChanger={false} onChange={set_page} /> : null}
          <ol className="plain-list form-rows">
            {rows.slice((page - 1) * kPage, page * kPage).map((row) => (
              <Row key={row} {...props} row={row} is_open={opened.has(row)} toggle={() => toggle(row)} remove={draft.can_edit && !fixed ? () => remove(row) : undefined} />
            ))}
          </ol>
          {draft.can_edit && !fixed && !(may_be_none && rows.length === 0) ? (
            <Button icon={<PlusOutlined />} onClick={add}>
              {t("row_add")}
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}

// Four ways to begin a filing: from nothing, from an assessment, from an earlier filing, or to extend a permit.
import { useRef, useState, type ReactNode } from "react";
import { Button, Select } from "antd";
import { UploadOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { fresh_key, post } from "../api/client";
import type { Filing, Json, PermitSummary } from "../api/types";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { beijing_day, useSay } from "../ui/say";
import { extendable, permits_of, result_ends_on } from "./extendable";
import { all_rows, useCases, useFilings } from "./queries";

const kMost_octets = 8 * 1024 * 1024;

interface Begin {
  declaration?: Json;
  assessment?: Json;
  copies?: string;
  extends?: string;
}

function useBegin() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(fresh_key()); // a second press asks for the same filing
  return useMutation({
    mutationFn: (body: Begin) => post<Filing>("/v1/filings", body, { key: key.current }),
    onError: () => {
      key.current = fresh_key();
    },
    onSuccess: (filing) => {
      void queries.invalidateQueries({ queryKey: ["filings"] });
      navigate(`/filings/${filing.id}`);
    },
  });
}

function Way({ title, says, children, error }: { title: string; says: string; children: ReactNode; error: unknown }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <p className="quiet">{says}</p>
      {error ? <ProblemView error={error} /> : null}
      <div className="row">{children}</div>
    </section>
  );
}

function FromNothing() {
  const { t } = useTranslation("firm");
  const begin = useBegin();
  return (
    <Way title={t("new.empty")} says={t("new.empty_says")} error={begin.error}>
      <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({})}>
        {t("new.begin")}
      </Button>
    </Way>
  );
}

// A declaration (transfer.json) or the output of `tidegate assess --json`: which of the two, the file says itself.
function FromFile() {
  const { t } = useTranslation("firm");
  const field = useRef<HTMLInputElement>(null);
  const begin = useBegin();
  const [bad, set_bad] = useState("");
  async function read(file: File) {
    set_bad("");
    begin.reset();
    if (file.size > kMost_octets) return set_bad(t("new.too_large"));
    try {
      const found = JSON.parse(await file.text()) as { [key: string]: Json };
      if (typeof found.format === "string" && found.format.startsWith("tidegate-assessment/")) begin.mutate({ assessment: found });
      else if (typeof found.api_version === "string") begin.mutate({ declaration: found });
      else set_bad(t("new.unknown_file"));
    } catch {
      set_bad(t("new.no_json"));
    }
  }
  return (
    <Way title={t("new.assessment")} says={t("new.assessment_says")} error={begin.error}>
      <input
        ref={field}
        type="file"
        accept=".json,application/json"
        hidden
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void read(file);
        }}
      />
      <Button icon={<UploadOutlined />} loading={begin.isPending} onClick={() => field.current?.click()}>
        {t("new.choose_file")}
      </Button>
      <code className="code quiet">{t("new.command")}</code>
      {bad ? (
        <p className="field-bad" role="alert">
          {bad}
        </p>
      ) : null}
    </Way>
  );
}

function FromChoice({ title, says, note, label, rows, is_loading, error, begin_with }: { title: string; says: string; note?: string; label: string; rows: { value: string; label: string }[]; is_loading: boolean; error: unknown; begin_with: (id: string) => Begin }) {
  const { t } = useTranslation("firm");
  const begin = useBegin();
  const [chosen, set_chosen] = useState<string>();
  return (
    <Way title={title} says={says} error={error ?? begin.error}>
      <Select<string>
        className="long-input"
        aria-label={label}
        placeholder={label}
        value={chosen}
        onChange={set_chosen}
        options={rows}
        loading={is_loading}
        showSearch
        optionFilterProp="label"
        notFoundContent={t("new.nothing")}
      />
      <Button disabled={!chosen} loading={begin.isPending} onClick={() => chosen && begin.mutate(begin_with(chosen))}>
        {t("new.begin")}
      </Button>
      {note ? <p className="quiet small">{note}</p> : null}
    </Way>
  );
}

export default function NewFiling() {
  const { t } = useTranslation("firm");
  const say = useSay();
  const filings = useFilings();
  const permits = useQuery({ queryKey: ["permits"], queryFn: () => all_rows<PermitSummary>("/v1/permits") });
  const cases = useCases();
  const today = beijing_day(new Date());
  const held = permits_of(permits.data ?? [], cases.data ?? []);
  const near = held.filter((one) => extendable(one, today) === "near");
  const never = held.filter((one) => extendable(one, today) === "never");
  const later = held.filter((one) => extendable(one, today) === "later");
  return (
    <>
      <PageHead title={t("new_filing")} says={t("new.says")} back={{ to: "/", words: t("home.title") }} />
      <div className="columns-even">
        <FromNothing />
        <FromFile />
        <FromChoice
          title={t("new.copy")}
          says={t("new.copy_says")}
          label={t("new.copy_which")}
          rows={(filings.data ?? []).map((row) => ({ value: row.id, label: `${say.title(row) || t("untitled")} · ${say.day(row.updated_at)}` }))}
          is_loading={filings.isPending}
          error={filings.error}
          begin_with={(id) => ({ copies: id })}
        />
        <FromChoice
          title={t("new.extend")}
          says={t("new.extend_says")}
          label={t("new.extend_which")}
          note={[
            later.length > 0 ? t("new.later", { count: later.length, last: later[0] ? say.last_day(result_ends_on(later[0].permit)) : "" }) : "",
            never.length > 0 ? t("new.never", { count: never.length, names: never.slice(0, 5).map((one) => say.title(one) || one.permit.id).join(say.lang === "zh" ? "\u3001" : ", ") + (never.length > 5 ? "\u2026" : "") }) : "",
          ]
            .filter(Boolean)
            .join(" ")}
          rows={near.map(({ permit, ...of }) => ({ value: permit.id, label: t("new.permit", { title: say.title(of) || t("untitled"), id: permit.id, last: say.last_day(result_ends_on(permit)) }) }))}
          is_loading={permits.isPending || cases.isPending}
          error={permits.error ?? cases.error}
          begin_with={(id) => ({ extends: id })}
        />
      </div>
    </>
  );
}

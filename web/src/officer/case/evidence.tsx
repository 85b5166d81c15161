// What the firm shows for it: papers of the official list, credentials, legal documents.
import { useState } from "react";
import { Button } from "antd";
import { DownloadOutlined, EyeOutlined, FileOutlined, MinusCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Json, Paper } from "../../api/types";
import { useSay } from "../../ui/say";
import { at_pointer, type CaseView } from "./case_model";
import { useForm, useLabels } from "./form_model";
import { PaperViewer } from "./paper_viewer";
import { case_path } from "./use_case";
import { Value } from "./value";

const kSlots = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"] as const;

function PaperRow({ view, paper, look }: { view: CaseView; paper: Paper; look: (paper: Paper) => void }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const can_show = /^(application\/pdf|image\/(png|jpeg))$/.test(paper.media_type);
  return (
    <li className="slip stack-tight">
      <div className="strong">{paper.file_name}</div>
      <div className="small quiet">
        {say.size(paper.size_bytes)} · {say.moment(paper.added_at)}
      </div>
      <div className="code quiet" title={paper.sha256}>
        {t("evidence.hash", { hash: paper.sha256.slice(0, 16) })}
      </div>
      <div className="line">
        {can_show && (
          <Button size="small" icon={<EyeOutlined aria-hidden />} onClick={() => look(paper)} aria-label={t("evidence.look_at", { name: paper.file_name })}>
            {t("evidence.look")}
          </Button>
        )}
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          href={`${case_path(view.id)}/papers/${encodeURIComponent(paper.id)}`}
          download={paper.file_name}
          aria-label={t("evidence.download_of", { name: paper.file_name })}
        >
          {t("common:download")}
        </Button>
      </div>
    </li>
  );
}

function Rows({ rows, base }: { rows: Json | undefined; base: string }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const form = useForm();
  const label = useLabels(form.data);
  if (!Array.isArray(rows) || rows.length === 0) return <p className="quiet">{t("evidence.none")}</p>;
  return (
    <ul className="plain-list stack-tight">
      {rows.map((row, index) => (
        <li className="slip" key={index}>
          {row !== null && typeof row === "object" && !Array.isArray(row) ? (
            <dl style={{ margin: 0 }}>
              {Object.entries(row)
                .filter(([key]) => key !== "clauses")
                .map(([key, value]) => {
                  const field = label(`${base}/${index}/${key}`);
                  return (
                    <div className="line small" key={key}>
                      <dt className="quiet">{field ? say.text(field.label) : key.replaceAll("_", " ")}</dt>
                      <dd style={{ margin: 0 }} className="strong">
                        <Value value={value} field={field} />
                      </dd>
                    </div>
                  );
                })}
            </dl>
          ) : (
            <Value value={row} />
          )}
        </li>
      ))}
    </ul>
  );
}

export function Evidence({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const [looked_at, set_looked_at] = useState<Paper | null>(null);
  return (
    <div className="stack">
      <h3>{t("evidence.papers")}</h3>
      {kSlots.map((slot) => {
        const papers = view.papers.filter((paper) => paper.slot === slot);
        if (papers.length === 0) {
          return (
            <div className="small quiet" key={slot}>
              <MinusCircleOutlined aria-hidden /> {slot} {t(`slot.${slot}`)}
              {t("evidence.not_there")}
            </div>
          );
        }
        return (
          <section key={slot} className="stack-tight">
            <h4 className="small" style={{ margin: 0 }}>
              <FileOutlined aria-hidden /> {slot} {t(`slot.${slot}`)}
            </h4>
            <ul className="plain-list stack-tight">
              {papers.map((paper) => (
                <PaperRow key={paper.id} view={view} paper={paper} look={set_looked_at} />
              ))}
            </ul>
          </section>
        );
      })}
      <h3>{t("evidence.credentials")}</h3>
      <p className="small quiet" style={{ margin: 0 }}>
        {t("evidence.credentials_say")}
      </p>
      <Rows rows={at_pointer(view.declaration, "/evidence")} base="/evidence" />
      <h3>{t("evidence.contracts")}</h3>
      <Rows rows={at_pointer(view.declaration, "/legal_documents")} base="/legal_documents" />
      {looked_at && <PaperViewer view={view} paper={looked_at} close={() => set_looked_at(null)} />}
    </div>
  );
}

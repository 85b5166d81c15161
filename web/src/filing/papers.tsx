// The papers of the official list, A1 to A9: each is opened and checked when it comes.
import { useRef } from "react";
import { Button, Checkbox, Popconfirm } from "antd";
import { DeleteOutlined, DownloadOutlined, SwapOutlined, UploadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, remove, with_query } from "../api/client";
import type { Filing, Finding, Paper } from "../api/types";
import { useFormPage } from "../form/context";
import { field_at, useForm } from "../form/form";
import { FindingLine } from "../form/question";
import { ProblemView, useTellProblem } from "../ui/problem_view";
import { useSay } from "../ui/say";

const kSlots = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"] as const;
const kMost_octets = 32 * 1024 * 1024;
const kTypes = ".pdf,.ofd,.png,.jpg,.jpeg,.docx,.txt,.md,.jwt,.sd-jwt,.cms,.p7s,.files,.tgb,.challenge,.answer";

// What a browser does not name is named by its ending.
function media_type_of(file: File): string {
  if (file.type) return file.type;
  return file.name.toLowerCase().endsWith(".ofd") ? "application/ofd" : "application/octet-stream";
}

// Chooses files and sends them: further ones of a slot, or one in the place of another.
function Upload({ filing, slot, replaces }: { filing: Filing; slot: string; replaces?: Paper }) {
  const { t } = useTranslation("filing");
  const { draft } = useFormPage();
  const field = useRef<HTMLInputElement>(null);
  const send = useMutation({
    mutationFn: async (files: File[]) => {
      await draft.flush(); // a tick that is on its way belongs to the paper that goes
      for (const file of files) {
        if (file.size > kMost_octets) throw new Error("too_large");
        const query = { slot, file_name: file.name, replaces: replaces?.id };
        await ask("POST", with_query(`/v1/filings/${filing.id}/papers`, query), { octets: file, media_type: media_type_of(file) });
      }
    },
    onSettled: () => draft.renew(),
  });
  const is_large = send.error?.message === "too_large";
  return (
    <>
      <input
        ref={field}
        type="file"
        accept={kTypes}
        multiple={!replaces}
        hidden
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) send.mutate(files);
        }}
      />
      {replaces ? (
        <Button size="small" icon={<SwapOutlined />} loading={send.isPending} onClick={() => field.current?.click()} aria-label={t("papers_page.replace_of", { name: replaces.file_name })}>
          {t("papers_page.replace")}
        </Button>
      ) : (
        <Button icon={<UploadOutlined />} loading={send.isPending} onClick={() => field.current?.click()} aria-label={t("papers_page.add_to", { slot })}>
          {t("papers_page.add")}
        </Button>
      )}
      {is_large ? (
        <div className="field-bad" role="alert">
          {t("papers_page.too_large")}
        </div>
      ) : send.isError ? (
        <ProblemView error={send.error} />
      ) : null}
    </>
  );
}

interface Listed {
  index: number; // among the declaration's attachments
  code: unknown;
  file: unknown;
}

function PaperRow({ filing, paper, listed, findings }: { filing: Filing; paper: Paper; listed: Listed | undefined; findings: Finding[] }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const { draft } = useFormPage();
  const tell = useTellProblem();
  const path = `/v1/filings/${filing.id}/papers/${paper.id}`;
  const gone = useMutation({ mutationFn: () => remove(path), onError: tell, onSettled: () => draft.renew() });
  const said = (what: string) => (listed ? draft.value(`/attachments/${listed.index}/${what}`) : undefined) === true;
  return (
    <li className="paper">
      <div className="row">
        <strong>{paper.file_name}</strong>
        <span className="quiet small numbers">
          {say.size(paper.size_bytes)} · {say.moment(paper.added_at)}
        </span>
        <a href={path} download={paper.file_name} aria-label={t("papers_page.get", { name: paper.file_name })}>
          <DownloadOutlined /> {t("common:download")}
        </a>
        {draft.can_edit ? <Upload filing={filing} slot={paper.slot} replaces={paper} /> : null}
        {draft.can_edit ? (
          <Popconfirm title={t("papers_page.remove_sure")} okText={t("common:delete")} cancelText={t("common:cancel")} onConfirm={() => gone.mutate()}>
            <Button type="text" size="small" icon={<DeleteOutlined />} loading={gone.isPending} aria-label={t("papers_page.remove", { name: paper.file_name })} />
          </Popconfirm>
        ) : null}
      </div>
      {listed ? (
        <div className="row">
          {(["sealed", "signed"] as const).map((what) => (
            <Checkbox key={what} checked={said(what)} disabled={!draft.can_edit} onChange={(event) => draft.set(`/attachments/${listed.index}/${what}`, event.target.checked)}>
              {t(`papers_page.${what}`)}
            </Checkbox>
          ))}
        </div>
      ) : null}
      {findings.map((one, place) => (
        <FindingLine key={place} finding={one} />
      ))}
      <details className="small quiet">
        <summary>{t("papers_page.hash")}</summary>
        <span className="code">{paper.sha256}</span>
      </details>
    </li>
  );
}

export function PapersPage({ filing }: { filing: Filing }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const { draft, check } = useFormPage();
  const form = useForm();
  const words = form.data ? field_at(form.data, "/attachments/0/code")?.words : undefined;
  const attachments = draft.value("/attachments");
  const listed: Listed[] = Array.isArray(attachments)
    ? attachments.map((one, index) => ({ index, code: (one as Record<string, unknown> | null)?.code, file: (one as Record<string, unknown> | null)?.file }))
    : [];
  const open = (check?.findings ?? []).filter((one) => one.state === "fails" && one.pointer.startsWith("/attachments"));
  const at = (index: number) => open.filter((one) => one.pointer === `/attachments/${index}` || one.pointer.startsWith(`/attachments/${index}/`));
  const whole = open.filter((one) => one.pointer === "/attachments");
  return (
    <>
      <h2 className="task-title">{t("papers_page.title")}</h2>
      <p className="quiet">{t("papers_page.says")}</p>
      {whole.map((one, place) => (
        <FindingLine key={place} finding={one} />
      ))}
      {kSlots.map((slot) => {
        const papers = filing.papers.filter((paper) => paper.slot === slot);
        const own = listed.filter((one) => one.code === slot);
        const left = own.filter((one) => !papers.some((paper) => paper.file_name === one.file));
        return (
          <section key={slot} className="card slot" aria-labelledby={`slot-${slot}`}>
            <div className="card-head">
              <h3 id={`slot-${slot}`}>
                <span className="code">{slot}</span> {say.text(words?.find((one) => one.word === slot)?.says)}
              </h3>
              {draft.can_edit ? <Upload filing={filing} slot={slot} /> : null}
            </div>
            {papers.length === 0 && left.length === 0 ? <p className="quiet">{t("papers_page.none")}</p> : null}
            <ul className="plain-list stack">
              {papers.map((paper) => {
                const one = own.find((row) => row.file === paper.file_name);
                return <PaperRow key={paper.id} filing={filing} paper={paper} listed={one} findings={one ? at(one.index) : []} />;
              })}
              {left.map((one) => (
                <li key={one.index} className="paper">
                  <div>
                    {typeof one.file === "string" && one.file ? <strong>{one.file}</strong> : null} <span className="quiet">{t("papers_page.only_named")}</span>{" "}
                    {draft.can_edit ? (
                      <Button size="small" onClick={() => void draft.remove_row(`/attachments/${one.index}`)}>
                        {t("papers_page.unname")}
                      </Button>
                    ) : null}
                  </div>
                  {at(one.index).map((finding, place) => (
                    <FindingLine key={place} finding={finding} />
                  ))}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

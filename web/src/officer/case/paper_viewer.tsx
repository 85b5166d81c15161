// A paper inside the page. The octets are fetched with the session and hashed again: what is shown is what was filed.
import { useEffect, useState } from "react";
import { Alert, Button, Drawer, Skeleton } from "antd";
import { CheckCircleOutlined, CloseCircleOutlined, DownloadOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Paper } from "../../api/types";
import { useSay } from "../../ui/say";
import type { CaseView } from "./case_model";
import { case_path } from "./use_case";

interface Shown {
  address: string;
  is_same: boolean | null; // null: the browser hashes on protected pages alone
}

async function hash_of(octets: ArrayBuffer): Promise<string | null> {
  if (!crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
  return Array.from(digest, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

export function PaperViewer({ view, paper, close }: { view: CaseView; paper: Paper; close: () => void }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const [shown, set_shown] = useState<Shown | null>(null);
  const [has_failed, set_failed] = useState(false);
  const path = `${case_path(view.id)}/papers/${encodeURIComponent(paper.id)}`;
  useEffect(() => {
    const stop = new AbortController();
    let address = "";
    void (async () => {
      try {
        const response = await fetch(path, { signal: stop.signal, credentials: "same-origin" });
        if (!response.ok) throw new Error(String(response.status));
        const octets = await response.arrayBuffer();
        const hash = await hash_of(octets);
        if (stop.signal.aborted) return;
        address = URL.createObjectURL(new Blob([octets], { type: paper.media_type }));
        set_shown({ address, is_same: hash === null ? null : hash === paper.sha256 });
      } catch {
        if (!stop.signal.aborted) set_failed(true);
      }
    })();
    return () => {
      stop.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [path, paper]);
  return (
    <Drawer
      open
      onClose={close}
      title={`${paper.slot} ${paper.file_name}`}
      width="min(900px, 100vw)"
      extra={
        <Button icon={<DownloadOutlined aria-hidden />} href={path} download={paper.file_name}>
          {t("common:download")}
        </Button>
      }
      styles={{ body: { display: "flex", flexDirection: "column", gap: 8 } }}
    >
      {has_failed && <Alert type="error" showIcon role="alert" message={t("evidence.cannot_show")} />}
      {!shown && !has_failed && <Skeleton active />}
      {shown && (
        <>
          <div className="line small">
            {shown.is_same !== null && (
              <span className={shown.is_same ? "mark mark-good" : "mark mark-alert"}>
                {shown.is_same ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}{" "}
                {t(shown.is_same ? "evidence.hash_same" : "evidence.hash_other")}
              </span>
            )}
            <span className="quiet">{say.size(paper.size_bytes)}</span>
            <span className="code quiet">{paper.sha256}</span>
          </div>
          {paper.media_type.startsWith("image/") ? (
            <img src={shown.address} alt={paper.file_name} style={{ maxWidth: "100%" }} />
          ) : (
            <iframe src={shown.address} title={paper.file_name} style={{ flex: "1 1 auto", minHeight: "70vh", border: "1px solid #d6dfe1" }} />
          )}
        </>
      )}
    </Drawer>
  );
}

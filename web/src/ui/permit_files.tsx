// A permit's files, and the one command that tells without this desk whether it is real, unaltered and in force.
import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client";
import type { EvidenceProof } from "../api/types";
import { ProofTag } from "./evidence_chain";

// An id that is safe in a command line and a file's name.
function plain(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/g, "_");
}

export function PermitFiles({ id }: { id: string }) {
  const { t } = useTranslation();
  const name = plain(id);
  const path = `/v1/permits/${encodeURIComponent(id)}`;
  const proof = useQuery({ queryKey: ["permit-proof", id], queryFn: () => get<EvidenceProof & { is_on: boolean }>(`${path}/evidence`), refetchInterval: 30_000, retry: false });
  const is_proved = proof.data?.is_on && proof.data.is_provable;
  const files = [
    { href: `${path}/file`, file: `${name}.tgp`, words: t("permit_files.permit") },
    { href: `${path}/status`, file: `${name}.tgs`, words: t("permit_files.status") },
    { href: "/v1/trust", file: "trust.json", words: t("permit_files.trust") },
    ...(is_proved
      ? [
          { href: `${path}/evidence/bundle`, file: `${name}.tgb`, words: t("permit_files.evidence") },
          { href: "/v1/evidence/trust", file: "trust.txt", words: t("permit_files.evidence_trust") },
        ]
      : []),
  ];
  return (
    <div className="stack tight">
      <div className="row">
        {files.map(({ href, file, words }) => (
          <a key={file} href={href} download={file}>
            <DownloadOutlined /> {words}
          </a>
        ))}
      </div>
      {proof.data?.is_on ? (
        <div className="row">
          <span className="quiet small">{t("permit_files.proof")}</span> <ProofTag state={proof.data.state} />
        </div>
      ) : null}
      <div className="quiet small">{t("permit_files.verify")}</div>
      <code className="command">
        {["tidegate permit verify", `${name}.tgp`, "--trust trust.json --status", `${name}.tgs`, ...(is_proved ? ["--evidence", `${name}.tgb`, "--evidence-trust trust.txt"] : [])].join(" ")}
      </code>
    </div>
  );
}

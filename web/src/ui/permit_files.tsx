// A permit's files, and the one command that tells without this desk whether it is real, unaltered and in force.
import { DownloadOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";

// An id that is safe in a command line and a file's name.
function plain(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/g, "_");
}

export function PermitFiles({ id }: { id: string }) {
  const { t } = useTranslation();
  const name = plain(id);
  const path = `/v1/permits/${encodeURIComponent(id)}`;
  const files = [
    { href: `${path}/file`, file: `${name}.tgp`, words: t("permit_files.permit") },
    { href: `${path}/status`, file: `${name}.tgs`, words: t("permit_files.status") },
    { href: "/v1/trust", file: "trust.json", words: t("permit_files.trust") },
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
      <div className="quiet small">{t("permit_files.verify")}</div>
      <code className="command">
        {["tidegate permit verify", `${name}.tgp`, "--trust trust.json --status", `${name}.tgs`].join(" ")}
      </code>
    </div>
  );
}

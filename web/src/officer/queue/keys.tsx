import { Fragment, useEffect } from "react";
import { Modal } from "antd";
import { useTranslation } from "react-i18next";

const kKeys = [
  ["next", ["j", "↓"]],
  ["before", ["k", "↑"]],
  ["open", ["Enter", "o"]],
  ["far", ["PgDn", "PgUp"]],
  ["ends", ["Home", "End"]],
  ["help", ["?"]],
] as const;

// The keys of the queue. They work while the list has the focus, so that no reader's own keys are taken.
export function Keys({ is_open, close }: { is_open: boolean; close: () => void }) {
  const { t } = useTranslation("officer");
  // The dialog hears Escape only once the focus has come to it; whoever is quicker is heard here.
  useEffect(() => {
    if (!is_open) return;
    const on_key = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [is_open, close]);
  return (
    <Modal open={is_open} onCancel={close} footer={null} title={t("keys.title")} width={420}>
      <p>{t("keys.where")}</p>
      <table className="table-plain">
        <tbody>
          {kKeys.map(([name, keys]) => (
            <tr key={name}>
              <td>
                {keys.map((key, place) => (
                  <Fragment key={key}>
                    {place > 0 && ` ${t("keys.or")} `}
                    <kbd className="kbd">{key}</kbd>
                  </Fragment>
                ))}
              </td>
              <td>{t(`keys.${name}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

// What pages hold that the desk has not got yet. Whoever goes away from it, by a link or by signing out, is asked first.
import { useCallback } from "react";
import { App as AntApp } from "antd";
import { useTranslation } from "react-i18next";

export interface Holder {
  is_unsaved: () => boolean;
  flush: () => Promise<boolean>; // true: nothing is left unsaved
}

const holders = new Set<Holder>();

// Until what it gives back is called.
export function hold_unsaved(holder: Holder): () => void {
  holders.add(holder);
  return () => void holders.delete(holder);
}

// Whether it may be gone away from: it is saved now, or whoever was asked gives it up. A save that broke saved nothing.
export async function may_go(holder: Holder, ask: () => Promise<boolean>): Promise<boolean> {
  const is_saved = !holder.is_unsaved() || (await holder.flush().catch(() => false));
  return is_saved || ask();
}

// The same of all that pages hold, asked once.
export async function may_go_from_all(ask: () => Promise<boolean>): Promise<boolean> {
  const flush = async () => {
    const saved = await Promise.all([...holders].map((one) => may_go(one, () => Promise.resolve(false))));
    return saved.every(Boolean);
  };
  return may_go({ is_unsaved: () => [...holders].some((one) => one.is_unsaved()), flush }, ask);
}

export function useAskToGo(): () => Promise<boolean> {
  const { t } = useTranslation();
  const { modal } = AntApp.useApp();
  return useCallback(
    () =>
      new Promise((done) => {
        void modal.confirm({
          title: t("leave.title"),
          content: t("leave.says"),
          okText: t("leave.yes"),
          cancelText: t("leave.no"),
          autoFocusButton: "cancel",
          onOk: () => done(true),
          onCancel: () => done(false),
        });
      }),
    [modal, t],
  );
}

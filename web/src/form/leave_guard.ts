// Whoever follows a link away from a form with something unsaved is asked first, once it could not be saved either.
import { useEffect, useRef } from "react";
import { App as AntApp } from "antd";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router-dom";
import type { Draft } from "./draft";

// base: the form's own pages, between which nothing is lost.
export function useLeaveGuard(draft: Draft, base: string): void {
  const { t } = useTranslation("form");
  const { modal } = AntApp.useApp();
  const is_asking = useRef(false);
  const blocker = useBlocker(({ nextLocation: { pathname } }) => draft.is_unsaved() && pathname !== base && !pathname.startsWith(`${base}/`));
  const { flush } = draft;
  useEffect(() => {
    if (blocker.state !== "blocked" || is_asking.current) return;
    is_asking.current = true;
    const leave = () => {
      is_asking.current = false;
      blocker.proceed();
    };
    const stay = () => {
      is_asking.current = false;
      blocker.reset();
    };
    void flush().then((is_saved) => {
      if (is_saved) return leave();
      void modal.confirm({ title: t("leave.title"), content: t("leave.says"), okText: t("leave.yes"), cancelText: t("leave.no"), autoFocusButton: "cancel", onOk: leave, onCancel: stay });
    });
  }, [blocker, flush, modal, t]);
}

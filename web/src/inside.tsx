// The console behind the sign-in: theme, frame, and the pages of the account's role.
import { lazy, Suspense, useMemo } from "react";
import { App as AntApp, ConfigProvider } from "antd";
import { Route, Routes } from "react-router-dom";
import { useAccount } from "./api/session";
import { pages_of } from "./pages";
import { theme } from "./theme";
import { useAntLocale } from "./ui/ant_locale";
import { Frame } from "./ui/frame";
import { NotFound } from "./ui/not_found";
import { Waiting } from "./ui/waiting";

export default function Inside() {
  const account = useAccount();
  const locale = useAntLocale();
  const pages = useMemo(() => pages_of(account).map((page) => ({ ...page, Element: lazy(page.load) })), [account.role]);
  if (!locale) return <Waiting />;
  return (
    <ConfigProvider theme={theme} locale={locale} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <AntApp>
        <Frame pages={pages}>
          <Suspense fallback={<Waiting />}>
            <Routes>
              {pages.map(({ path, Element }) => (
                <Route key={path} path={path} element={<Element />} />
              ))}
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Frame>
      </AntApp>
    </ConfigProvider>
  );
}

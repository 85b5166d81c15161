// What stands around every page: menu by role, language, account, and the line that this is no official system.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { App as AntApp, Button, Drawer, Dropdown, Menu } from "antd";
import {
  ApartmentOutlined, ApiOutlined, AuditOutlined, BankOutlined, CalendarOutlined, CommentOutlined, DownOutlined, ExperimentOutlined, FileAddOutlined,
  FileDoneOutlined, HomeOutlined, InboxOutlined, MenuOutlined, PauseCircleOutlined, RobotOutlined, SafetyCertificateOutlined, TeamOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router-dom";
import { problem_of } from "../api/problem";
import { useAccount, useSession } from "../api/session";
import type { MenuIcon, Page } from "../pages";
import { BoundTold } from "./bound_told";
import { Footer } from "./footer";
import { LanguageSwitch } from "./language_switch";
import { Mark } from "./mark";
import { problem_words } from "./problem_words";
import { RecordingBanner } from "./recording_told";
import { useSay } from "./say";
import { may_go_from_all, useAskToGo } from "./unsaved";

const kIcons: Record<MenuIcon, ReactNode> = {
  home: <HomeOutlined />,
  new: <FileAddOutlined />,
  queue: <InboxOutlined />,
  cases: <FileDoneOutlined />,
  deadlines: <CalendarOutlined />,
  flows: <ApartmentOutlined />,
  permits: <SafetyCertificateOutlined />,
  audit: <AuditOutlined />,
  sampling: <ExperimentOutlined />,
  freezes: <PauseCircleOutlined />,
  contests: <CommentOutlined />,
  firms: <BankOutlined />,
  accounts: <TeamOutlined />,
  webhooks: <ApiOutlined />,
  machines: <RobotOutlined />,
  account: <UserOutlined />,
};

// The menu's row whose path is the longest beginning of the present one.
function place_of(path: string, pages: Page[]): string | undefined {
  return pages
    .filter((page) => page.menu && (page.path === "/" ? path === "/" : path === page.path || path.startsWith(`${page.path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0]?.path;
}

function SideMenu({ pages, when_chosen }: { pages: Page[]; when_chosen?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const chosen = place_of(pathname, pages);
  const rows = pages
    .flatMap((page) => (page.menu ? [{ path: page.path, ...page.menu }] : []))
    .sort((a, b) => a.order - b.order)
    .map(({ path, words, icon }) => ({
      key: path,
      icon: kIcons[icon],
      label: (
        <Link to={path} aria-current={path === chosen ? "page" : undefined}>
          {t(`menu.${words}`)}
        </Link>
      ),
    }));
  return <Menu mode="inline" selectedKeys={chosen ? [chosen] : []} items={rows} onClick={when_chosen} />;
}

function AccountMenu() {
  const { t } = useTranslation();
  const say = useSay();
  const account = useAccount();
  const { sign_out } = useSession();
  const { message } = AntApp.useApp();
  const ask_to_go = useAskToGo();
  const is_leaving = useRef(false);
  async function leave() {
    if (is_leaving.current) return;
    is_leaving.current = true;
    try {
      if (await may_go_from_all(ask_to_go)) await sign_out();
    } catch (error) {
      message.error(problem_words(problem_of(error), say, t));
    } finally {
      is_leaving.current = false;
    }
  }
  const items = [
    { key: "who", disabled: true, label: `${account.login} · ${t(`role.${account.role}`)}` },
    { type: "divider" as const },
    { key: "account", icon: <UserOutlined />, label: <Link to="/account">{t("account_page")}</Link> },
    { key: "out", label: t("sign_out"), onClick: () => void leave() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button type="text" aria-haspopup="menu" className="account-button">
        <UserOutlined /> <span className="account-name">{account.name}</span> <DownOutlined className="small-icon" />
      </Button>
    </Dropdown>
  );
}

export function Frame({ pages, children }: { pages: Page[]; children: ReactNode }) {
  const { t } = useTranslation();
  const [is_open, set_open] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);

  // A new page begins at its top, and a screen reader is told of it by the focus, unless the page has put it in its own place.
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className="frame">
      <BoundTold />
      <a className="skip-link" href="#main">
        {t("skip")}
      </a>
      <header className="frame-top">
        <Button className="only-narrow" type="text" icon={<MenuOutlined />} aria-label={t("open_menu")} onClick={() => set_open(true)} />
        <Link className="brand" to="/">
          <Mark /> <strong>{t("name")}</strong>
        </Link>
        <span className="frame-space" />
        <LanguageSwitch />
        <AccountMenu />
      </header>
      <div className="frame-middle">
        <nav className="frame-side" aria-label={t("main_menu")}>
          <SideMenu pages={pages} />
        </nav>
        <Drawer open={is_open} onClose={() => set_open(false)} placement="left" width={264} title={t("main_menu")} styles={{ body: { padding: 8 } }}>
          <nav aria-label={t("main_menu")}>
            <SideMenu pages={pages} when_chosen={() => set_open(false)} />
          </nav>
        </Drawer>
        <main id="main" ref={main} tabIndex={-1} className="frame-main">
          <RecordingBanner />
          {children}
        </main>
      </div>
      <Footer />
    </div>
  );
}

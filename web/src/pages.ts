// The console's pages, each fetched when it is first opened. A side adds its own in its pages.ts.
import type { ComponentType } from "react";
import type { Account, Role } from "./api/types";
import { account_pages } from "./account/pages";
import { admin_pages } from "./admin/pages";
import { firm_pages } from "./firm/pages";
import { flow_pages } from "./flows/pages";
import { officer_pages } from "./officer/pages";

export interface Page {
  path: string; // of react-router, from the root
  roles: readonly Role[];
  load: () => Promise<{ default: ComponentType }>;
  menu?: { words: string; icon: MenuIcon; order: number }; // words: key in locales/*/common.json under "menu"
}

export type MenuIcon =
  | "home" | "new" | "queue" | "cases" | "deadlines" | "flows" | "permits" | "audit" | "sampling"
  | "freezes" | "contests" | "firms" | "accounts" | "webhooks" | "machines" | "account";

// Where two sides have a page at one path, the role decides; a role has one page a path.
export function pages_of(account: Account): Page[] {
  return [...firm_pages, ...flow_pages, ...officer_pages, ...admin_pages, ...account_pages].filter((page) => page.roles.includes(account.role));
}

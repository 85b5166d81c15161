import type { Page } from "../pages";
import { kOfficers } from "../api/roles";

export const admin_pages: Page[] = [
  { path: "/", roles: ["operator"], load: () => import("./firms"), menu: { words: "firms", icon: "firms", order: 10 } },
  { path: "/accounts", roles: ["operator", "firm_admin", "auditor"], load: () => import("./accounts"), menu: { words: "accounts", icon: "accounts", order: 60 } },
  { path: "/webhooks", roles: ["firm_admin"], load: () => import("./webhooks"), menu: { words: "webhooks", icon: "webhooks", order: 70 } },
  { path: "/machines", roles: ["firm_admin"], load: () => import("./machines"), menu: { words: "machines", icon: "machines", order: 80 } },
  { path: "/audit", roles: ["auditor"], load: () => import("./audit"), menu: { words: "audit", icon: "audit", order: 50 } },
  { path: "/sampling", roles: [...kOfficers, "operator", "auditor"], load: () => import("./sampling"), menu: { words: "sampling", icon: "sampling", order: 55 } },
  { path: "/freezes", roles: [...kOfficers, "operator", "auditor"], load: () => import("./freezes"), menu: { words: "freezes", icon: "freezes", order: 56 } },
  { path: "/contests", roles: ["operator", "auditor"], load: () => import("./policy_contests"), menu: { words: "contests", icon: "contests", order: 57 } },
];

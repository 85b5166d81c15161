import type { Page } from "../pages";
import { kOfficers } from "../api/roles";

const kReaders = [...kOfficers, "auditor"] as const;
const kPermitReaders = [...kReaders, "filer", "firm_admin"] as const;

export const officer_pages: Page[] = [
  { path: "/", roles: kOfficers, load: () => import("./queue/queue"), menu: { words: "queue", icon: "queue", order: 10 } },
  { path: "/", roles: ["auditor"], load: () => import("./queue/queue"), menu: { words: "cases", icon: "cases", order: 10 } },
  { path: "/cases/:id", roles: kReaders, load: () => import("./case/case_page") },
  { path: "/cases/:id", roles: ["operator"], load: () => import("./case/policy_page") },
  { path: "/permits", roles: kPermitReaders, load: () => import("./permits/permits"), menu: { words: "permits", icon: "permits", order: 30 } },
  { path: "/permits/:id", roles: kPermitReaders, load: () => import("./permits/permit") },
];

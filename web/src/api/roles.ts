import type { Role } from "./types";

export const kFirm: readonly Role[] = ["filer", "firm_admin"];
export const kOfficers: readonly Role[] = ["officer", "lead"];
export const kPeople: readonly Role[] = ["filer", "firm_admin", "officer", "lead", "operator", "auditor"];

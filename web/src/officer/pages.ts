import type { Page } from "../pages";

export const officer_pages: Page[] = [];

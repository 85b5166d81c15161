import type { ThemeConfig } from "antd";

// One accent, calm greys. Text on its ground reaches 4.5:1, borders of fields 3:1 (WCAG 1.4.3, 1.4.11); style.css holds the same colours.
export const theme: ThemeConfig = {
  hashed: false, // the styles are taken out at build time under fixed names
  token: {
    colorPrimary: "#0e6070",
    colorInfo: "#0e6070",
    colorLink: "#0b5866",
    colorSuccess: "#1f6b3a",
    colorWarning: "#8a5a00",
    colorError: "#a8201a",
    colorText: "#17292d",
    colorTextSecondary: "#46595d",
    colorTextTertiary: "#566a6e",
    colorTextDescription: "#46595d",
    colorTextPlaceholder: "#5f7276",
    colorTextDisabled: "#65777b",
    colorBorder: "#83959a",
    colorBorderSecondary: "#d6dfe1",
    colorBgLayout: "#f4f7f7",
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 32,
    fontFamily: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    fontFamilyCode: 'ui-monospace, "SF Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace',
    controlOutlineWidth: 3,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    Layout: { headerBg: "#ffffff", siderBg: "#ffffff", headerHeight: 52, headerPadding: "0 20px" },
    Menu: { itemHeight: 36, itemBorderRadius: 4, itemSelectedBg: "#e2eff1", itemSelectedColor: "#0b5866" },
    Table: { cellPaddingBlock: 8, cellPaddingInline: 12, headerBg: "#eef3f3", headerColor: "#2b4045" },
    Card: { headerHeight: 44, bodyPadding: 16 },
    Tag: { defaultBg: "#eef3f3" },
  },
};

// The second factor: an app's six digits beside the password. In force once a code of it was shown.
import { App as AntApp, Button, Form, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { encode } from "uqr";
import { post } from "../api/client";
import { useAccount, useSession } from "../api/session";
import { MoodTag } from "../ui/tags";
import { ProblemView } from "../ui/problem_view";
import { CheckCircleOutlined, WarningOutlined } from "@ant-design/icons";

// The address as a picture that an app reads; drawn here, so that the secret leaves the page to nobody.
function Picture({ address, words }: { address: string; words: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(address, { ecc: "M", border: 2 });
    const squares = code.data.flatMap((row, y) => row.flatMap((is_dark, x) => (is_dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: code.size, path: squares.join("") };
  }, [address]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function secret_of(address: string): string {
  const secret = new URLSearchParams(address.split("?")[1] ?? "").get("secret") ?? "";
  return secret.replace(/(.{4})/g, "$1 ").trim();
}

function Confirm({ address, when_done }: { address: string; when_done: () => void }) {
  const { t } = useTranslation("account");
  const confirm = useMutation({
    mutationFn: (said: { code: string }) => post("/v1/account/second-factor/confirmation", { code: said.code.replace(/\s/g, "") }),
    onSuccess: when_done,
  });
  return (
    <>
      <ol className="steps-list">
        <li>
          {t("factor.scan")}
          <div className="row">
            <Picture address={address} words={t("factor.picture")} />
            <div>
              <div className="quiet">{t("factor.secret")}</div>
              <div className="code">{secret_of(address)}</div>
            </div>
          </div>
        </li>
        <li>{t("factor.then")}</li>
      </ol>
      {confirm.isError ? <ProblemView error={confirm.error} /> : null}
      <Form layout="vertical" className="narrow-form" requiredMark={false} onFinish={(said: { code: string }) => confirm.mutate(said)}>
        <Form.Item name="code" label={t("factor.code")} rules={[{ required: true, pattern: /^[0-9 ]{6,7}$/, message: t("factor.code_rule") }]}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t("factor.confirm")}
        </Button>
      </Form>
    </>
  );
}

interface Said {
  password: string;
  code?: string; // of the one in force, to remove it
}

export function SecondFactor() {
  const { t } = useTranslation("account");
  const account = useAccount();
  const { reread } = useSession();
  const { message } = AntApp.useApp();
  const [address, set_address] = useState("");
  const has = account.has_second_factor;
  const is_changing = useRef(false); // a second press would begin with another secret than the one that is shown
  const change = useMutation({
    mutationFn: ({ password, code }: Said) =>
      has
        ? post<{ address: string } | undefined>("/v1/account/second-factor/removal", { password, code: (code ?? "").replace(/\s/g, "") })
        : post<{ address: string } | undefined>("/v1/account/second-factor", { password }),
    onSuccess: async (answer) => {
      if (answer) return set_address(answer.address);
      await reread();
      void message.success(t("factor.removed"));
    },
    onSettled: () => {
      is_changing.current = false;
    },
  });
  const begin = (said: Said) => {
    if (is_changing.current) return;
    is_changing.current = true;
    change.mutate(said);
  };
  async function done() {
    set_address("");
    await reread();
    void message.success(t("factor.set"));
  }
  return (
    <section className="card" aria-labelledby="factor">
      <div className="card-head">
        <h2 id="factor">{t("factor.title")}</h2>
        {has ? (
          <MoodTag mood="good" icon={<CheckCircleOutlined />}>{t("factor.on")}</MoodTag>
        ) : (
          <MoodTag mood="warn" icon={<WarningOutlined />}>{t("factor.off")}</MoodTag>
        )}
      </div>
      <p className="quiet">{t("factor.says")}</p>
      {change.isError ? <ProblemView error={change.error} /> : null}
      {address ? (
        <Confirm address={address} when_done={() => void done()} />
      ) : (
        <Form key={String(has)} name="second_factor" layout="vertical" className="narrow-form" requiredMark={false} onFinish={begin}>
          <Form.Item name="password" label={t("factor.password")} rules={[{ required: true, message: t("needed") }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          {has ? (
            <Form.Item name="code" label={t("factor.now")} extra={t("factor.now_says")} rules={[{ required: true, pattern: /^[0-9 ]{6,7}$/, message: t("factor.code_rule") }]}>
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
            </Form.Item>
          ) : null}
          <Button danger={has} type={has ? "default" : "primary"} htmlType="submit" loading={change.isPending}>
            {has ? t("factor.remove") : t("factor.begin")}
          </Button>
        </Form>
      )}
    </section>
  );
}

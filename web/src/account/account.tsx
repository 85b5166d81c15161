import { App as AntApp, Button, Form, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { post } from "../api/client";
import { useAccount, useSession } from "../api/session";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { SecondFactor } from "./second_factor";

interface Said {
  old: string;
  new: string;
  again: string;
}

function Password() {
  const { t } = useTranslation("account");
  const { reread } = useSession();
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<Said>();
  const change = useMutation({
    mutationFn: (said: Said) => post("/v1/account/password", { old: said.old, new: said.new }),
    onSuccess: async () => {
      form.resetFields();
      await reread();
      void message.success(t("password.changed"));
    },
  });
  return (
    <section className="card" aria-labelledby="password">
      <h2 id="password">{t("password.title")}</h2>
      <p className="quiet">{t("password.says")}</p>
      {change.isError ? <ProblemView error={change.error} /> : null}
      <Form form={form} layout="vertical" className="narrow-form" requiredMark={false} onFinish={(said) => change.mutate(said)}>
        <Form.Item name="old" label={t("password.old")} rules={[{ required: true, message: t("needed") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="new" label={t("password.new")} extra={t("password.rule")} rules={[{ required: true, min: 12, max: 128, message: t("password.rule") }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t("password.again")}
          dependencies={["new"]}
          rules={[
            { required: true, message: t("needed") },
            ({ getFieldValue }) => ({
              validator: (_, value) => (!value || value === getFieldValue("new") ? Promise.resolve() : Promise.reject(new Error(t("password.differs")))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t("password.change")}
        </Button>
      </Form>
    </section>
  );
}

export default function AccountPage() {
  const { t } = useTranslation("account");
  const account = useAccount();
  return (
    <>
      <PageHead title={t("title")} />
      <section className="card" aria-labelledby="who">
        <h2 id="who">{t("who")}</h2>
        <dl className="facts">
          <dt>{t("name")}</dt>
          <dd>{account.name}</dd>
          <dt>{t("login")}</dt>
          <dd className="code">{account.login}</dd>
          <dt>{t("role")}</dt>
          <dd>{t(`common:role.${account.role}`)}</dd>
          {account.agency ? (
            <>
              <dt>{t("agency")}</dt>
              <dd>{t(`common:agency.${account.agency}`)}</dd>
            </>
          ) : null}
        </dl>
      </section>
      <div className="columns-even">
        <Password />
        <SecondFactor />
      </div>
    </>
  );
}

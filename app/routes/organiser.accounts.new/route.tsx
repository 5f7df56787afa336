import { data, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import { IssuedSecretNote } from "~/components/ui/issued-secret";
import { RoleFields } from "~/components/ui/role-fields";
import { formatInstant } from "~/domain/shared/time";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { roleFormShape } from "~/http/role-form.server";
import styles from "~/styles/accounts-organiser.css?url";
import { createAccount, type CreateAccountRefusal } from "~/use-cases/accounts/create-account.server";
import { listUnitsToChoose } from "~/use-cases/accounts/list-accounts.server";

/** An account of the committee, of leadership or of a coordinator; its first secret is shown once. */
export const meta: MetaFunction = () => [{ title: "Tạo tài khoản" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.object({
  displayName: z.string({ error: "Nhập họ và tên." }).min(1, "Nhập họ và tên.").max(200, "Họ và tên quá dài. Hãy rút ngắn."),
  login: z.string({ error: "Nhập tên tài khoản." }).min(1, "Nhập tên tài khoản.").max(64, "Tên tài khoản quá dài. Hãy rút ngắn."),
  ...roleFormShape,
});

const messages: Record<CreateAccountRefusal, Record<string, string>> = {
  "bad-login": { login: "Tên tài khoản gồm 3–40 ký tự: chữ cái không dấu, số, dấu chấm, gạch ngang, gạch dưới; bắt đầu bằng chữ cái." },
  "login-taken": { login: "Tên tài khoản này đã có. Hãy chọn tên khác." },
  "no-name": { displayName: "Nhập họ và tên." },
  "unit-needed": { unitId: "Vai trò này cần một đơn vị. Hãy chọn đơn vị." },
  "unknown-unit": { unitId: "Đơn vị không còn trong danh sách. Hãy chọn lại." },
};

export const loader = guarded("manage-accounts", async ({ context }) => {
  const units = await listUnitsToChoose(context.app);
  return { units: units.map(({ id, name, depth }) => ({ id, name, depth })), listHref: paths.organiserAccounts };
});

export const action = guarded("manage-accounts", async ({ context, request, signedIn }) => {
  const formData = await request.formData();
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ state: parsed.state, issued: null }, 400);
  const created = await createAccount(context.app, { ...parsed.value, createdBy: signedIn.actor.accountId });
  if (!created.ok) return data({ state: refusedForm(formData, messages[created.refusal]), issued: null }, 400);
  const { login, displayName, secret, expiresAt } = created.value;
  return data({ state: undefined, issued: { login, displayName, secret, expiresAt: formatInstant(expiresAt) } }, 200);
});

export default function NewAccount() {
  const { units, listHref } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const state = result?.state;
  return (
    <div className="stack reading-width">
      <p><a href={listHref}>Tài khoản</a></p>
      <h1>Tạo tài khoản</h1>
      {result?.issued && <IssuedSecretNote {...result.issued} />}
      <ErrorSummary state={state} />
      <Form method="post" className="card stack" key={result?.issued?.login ?? "form"}>
        <TextField name="displayName" label="Họ và tên" state={state} required maxLength={200} autoComplete="off" />
        <TextField name="login" label="Tên tài khoản" hint="Chữ cái không dấu, số, dấu chấm, gạch ngang; ví dụ nguyenvanan." state={state} required maxLength={40} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        <RoleFields units={units} state={state} />
        <div className="row"><button className="btn">Tạo tài khoản</button><a className="btn quiet" href={listHref}>Về danh sách</a></div>
      </Form>
      <p className="muted small">Tài khoản của người dự thi được tạo tự động khi nhập danh sách, không tạo ở đây.</p>
    </div>
  );
}

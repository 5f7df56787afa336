import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { mayDo } from "~/domain/access/policy";
import type { Result } from "~/domain/shared/result";
import { formatInstant } from "~/domain/shared/time";
import { parseForm, refusedForm } from "~/http/form.server";
import { denied, type GuardedArgs, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { roleFormShape } from "~/http/role-form.server";
import { slipAddress } from "~/http/slip-address.server";
import { uuidParam } from "~/http/uuid-param.server";
import { type ChangeAccountRefusal, grantRole, revokeRole, setAccountDisabled } from "~/use-cases/accounts/change-account.server";
import { findContestHead } from "~/use-cases/contest/find-contest-head.server";
import { resetSecret } from "~/use-cases/accounts/reset-secret.server";

/** Resetting a secret is for organisers too; everything else about an account is for administrators. */
const form = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("reset-secret"), confirmed: z.literal("on", { error: "Hãy đánh dấu xác nhận trước khi cấp lại." }) }),
    z.object({ intent: z.literal("disable") }),
    z.object({ intent: z.literal("enable") }),
    z.object({ intent: z.literal("grant-role"), ...roleFormShape }),
    z.object({ intent: z.literal("revoke-role"), grantId: z.uuid("Vai trò không hợp lệ. Hãy mở lại trang.") }),
  ],
  { error: "Yêu cầu không hợp lệ. Hãy mở lại trang rồi thử lại." },
);

const messages: Record<Exclude<ChangeAccountRefusal, "not-found">, Record<string, string>> = {
  "own-account": { form: "Không thể khóa tài khoản hoặc bỏ vai trò quản trị của chính mình. Hãy nhờ quản trị khác." },
  "last-administrator": { form: "Đây là quản trị cuối cùng. Hãy thêm một quản trị khác trước." },
  "unit-needed": { unitId: "Vai trò này cần một đơn vị. Hãy chọn đơn vị." },
  merged: { form: "Người dùng của tài khoản này đã được gộp vào một người khác. Hãy dùng tài khoản của người đó." },
  anonymised: { form: "Người dùng của tài khoản này đã được xóa thông tin cá nhân nên không mở khóa được nữa." },
  "unknown-unit": { unitId: "Đơn vị không còn trong danh sách. Hãy chọn lại." },
};

const ownSecret = "Không cấp lại mã bí mật cho tài khoản đang đăng nhập. Hãy đổi mật khẩu của mình.";

export async function changeAccount({ context, request, params, signedIn }: GuardedArgs) {
  const accountId = uuidParam(params["accountId"]);
  const formData = await request.formData();
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ state: parsed.state, issued: null }, 400);
  const change = parsed.value;
  if (change.intent === "reset-secret") {
    const reset = await resetSecret(context.app, { actor: signedIn.actor, accountId });
    if (!reset.ok && reset.refusal === "own-account") return data({ state: refusedForm(formData, { form: ownSecret }), issued: null }, 400);
    if (!reset.ok) throw reset.refusal === "forbidden" ? await denied({ context, request }, signedIn) : notFound();
    const { login, displayName, secret, expiresAt } = reset.value;
    const head = await findContestHead(context.app);
    const slip = { contestName: head?.name ?? "", contact: head?.contact ?? "", address: slipAddress(context.app.env.publicUrl, request).host };
    return data({ state: undefined, issued: { login, displayName, secret, expiresAt: formatInstant(expiresAt), slip } }, 200);
  }
  if (!mayDo(signedIn.actor, "manage-accounts")) throw await denied({ context, request }, signedIn);
  const subject = { accountId, changedBy: signedIn.actor.accountId };
  const changed = await apply(context.app, subject, change);
  if (changed.ok) throw redirect(withNotice(paths.organiserAccount(accountId), "da-luu"));
  if (changed.refusal === "not-found") throw notFound();
  return data({ state: refusedForm(formData, messages[changed.refusal]), issued: null }, 400);
}

type Subject = { accountId: string; changedBy: string };
type Change = Exclude<z.output<typeof form>, { intent: "reset-secret" }>;

function apply(app: GuardedArgs["context"]["app"], subject: Subject, change: Change): Promise<Result<null, ChangeAccountRefusal>> {
  if (change.intent === "grant-role") return grantRole(app, { ...subject, role: change.role, unitId: change.unitId });
  if (change.intent === "revoke-role") return revokeRole(app, { ...subject, grantId: change.grantId });
  return setAccountDisabled(app, { ...subject, isDisabled: change.intent === "disable" });
}

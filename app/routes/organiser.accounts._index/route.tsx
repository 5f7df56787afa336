import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { AccountState } from "~/components/ui/account-state";
import { EmptyState } from "~/components/ui/empty-state";
import { SelectField, TextField } from "~/components/ui/field";
import { Pager } from "~/components/ui/pager";
import { TableFrame } from "~/components/ui/table-frame";
import { mayDo, type Role, roleLabels } from "~/domain/access/policy";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import styles from "~/styles/accounts-organiser.css?url";
import { listAccounts } from "~/use-cases/accounts/list-accounts.server";
import { readAccountFilter } from "./filter";

/** All accounts: search without diacritics, by unit with everything below it, by role. */
export const meta: MetaFunction = () => [{ title: "Tài khoản" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const loader = guarded("issue-secrets", async ({ context, request, signedIn }) => {
  const filter = readAccountFilter(new URL(request.url).searchParams);
  const { rows, total, page, pageCount, units } = await listAccounts(context.app, filter);
  const shared = { ...(filter.term && { q: filter.term }), ...(filter.unitId && { unit: filter.unitId }), ...(filter.role && { role: filter.role }) };
  return {
    accounts: rows.map(({ id, login, displayName, unitName, roles, isParticipant, state }) => ({
      href: paths.organiserAccount(id),
      login,
      displayName,
      unitName,
      roleNames: [...roles.map((role) => roleLabels[role]), ...(isParticipant ? ["Người dự thi"] : [])].join(", "),
      state,
    })),
    total,
    page,
    pageCount,
    units: units.map(({ id, name, depth }) => ({ id, name, depth })),
    filter: { term: filter.term, unitId: filter.unitId, role: filter.role },
    isFiltered: Object.keys(shared).length > 0,
    pageHrefs: Array.from({ length: pageCount }, (_, index) => paths.organiserAccountList({ ...shared, page: String(index + 1) })),
    newHref: mayDo(signedIn.actor, "manage-accounts") ? paths.organiserNewAccount : null,
    slipsHref: paths.organiserSlipUnits,
    peopleHref: paths.organiserPeople,
  };
});

export default function Accounts() {
  const { accounts, total, page, pageCount, pageHrefs, newHref, slipsHref, peopleHref, isFiltered } = useLoaderData<typeof loader>();
  return (
    <div className="stack">
      <div className="head">
        <h1>Tài khoản</h1>
        <div className="row">
          <a className="btn quiet" href={slipsHref}>In phiếu theo đơn vị</a>
          {newHref && <a className="btn" href={newHref}>Tạo tài khoản</a>}
        </div>
      </div>
      <Filter />
      {accounts.length === 0 ? (
        <EmptyState title={isFiltered ? "Không có tài khoản nào khớp" : "Chưa có tài khoản nào"} action={isFiltered ? <a className="btn quiet" href={paths.organiserAccounts}>Bỏ lọc</a> : <a className="btn" href={peopleHref}>Nhập người dự thi</a>}>
          {isFiltered ? "Thử tên ngắn hơn, không cần gõ dấu, hoặc bỏ lọc đơn vị." : "Tài khoản của người dự thi được tạo khi nhập danh sách."}
        </EmptyState>
      ) : (
        <>
          <p className="muted small num" role="status">{total} tài khoản</p>
          <TableFrame label="Danh sách tài khoản" stacked>
            <table>
              <thead><tr><th scope="col">Họ và tên</th><th scope="col" className="nb">Tài khoản</th><th scope="col">Đơn vị</th><th scope="col">Vai trò</th><th scope="col">Đăng nhập</th></tr></thead>
              <tbody>
                {accounts.map((account) => (
                  <tr key={account.href}>
                    <td className="lead"><a href={account.href}>{account.displayName}</a></td>
                    <td data-label="Tài khoản" className="num">{account.login}</td>
                    <td data-label="Đơn vị">{account.unitName ?? "–"}</td>
                    <td data-label="Vai trò" className="roles">{account.roleNames || "–"}</td>
                    <td data-label="Đăng nhập"><AccountState state={account.state} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
          <Pager page={page} pageCount={pageCount} total={total} noun="tài khoản" hrefOf={(number) => pageHrefs[number - 1] ?? ""} />
        </>
      )}
    </div>
  );
}

function Filter() {
  const { filter, units } = useLoaderData<typeof loader>();
  return (
    <Form method="get" role="search" className="filter no-print" key={JSON.stringify(filter)}>
      <TextField name="q" type="search" label="Tìm" defaultValue={filter.term} placeholder="Tên hoặc mã, không cần dấu" maxLength={100} />
      <SelectField name="unit" label="Đơn vị" defaultValue={filter.unitId ?? ""}>
        <option value="">Tất cả</option>
        {units.map(({ id, name, depth }) => <option key={id} value={id}>{"\u2003".repeat(depth) + name}</option>)}
      </SelectField>
      <SelectField name="role" label="Vai trò" defaultValue={filter.role ?? ""}>
        <option value="">Tất cả</option>
        <option value="participant">Người dự thi</option>
        {(Object.keys(roleLabels) as Role[]).map((role) => <option key={role} value={role}>{roleLabels[role]}</option>)}
      </SelectField>
      <button className="btn quiet">Lọc</button>
    </Form>
  );
}

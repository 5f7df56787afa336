import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "~/components/ui/empty-state";
import { TableFrame } from "~/components/ui/table-frame";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import styles from "~/styles/accounts-organiser.css?url";
import { listUnitsForSlips } from "~/use-cases/accounts/slips.server";

/** Units with what is still to be printed. The slips themselves are a document: plain links lead there. */
export const meta: MetaFunction = () => [{ title: "Phiếu tài khoản" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const loader = guarded("issue-secrets", async ({ context }) => {
  const units = await listUnitsForSlips(context.app);
  return {
    units: units.map(({ id, name, depth, people, withPassword, withSecret }) => ({
      id, name, depth, people, withPassword, withSecret, missing: people - withPassword - withSecret, href: paths.organiserSlips(id),
    })),
    allHref: paths.organiserAllSlips,
    importHref: paths.organiserImport("people"),
  };
});

export default function SlipUnits() {
  const { units, allHref, importHref } = useLoaderData<typeof loader>();
  const isEmpty = units.every(({ people }) => people === 0);
  const missing = units.reduce((sum, unit) => sum + unit.missing, 0);
  const isDone = units.every(({ people, withPassword }) => people === withPassword);
  return (
    <div className="stack">
      <div className="head">
        <h1>Phiếu tài khoản</h1>
        {!isDone && <a className={missing > 0 ? "btn" : "btn quiet"} href={allHref}>In phiếu của tất cả đơn vị</a>}
      </div>
      <p className="muted measure">Mỗi người một phiếu có mã bí mật dùng cho lần đăng nhập đầu. In từng đơn vị hoặc tất cả đơn vị một lần, cắt rời và trao tận tay. Mã chỉ hiện lúc in, nên in xong hãy kiểm tra đủ phiếu trước khi đóng trang.</p>
      {isEmpty ? (
        <EmptyState title="Chưa có người dự thi nào" action={<a className="btn" href={importHref}>Nhập danh sách</a>}>Nhập danh sách người dự thi trước, tài khoản được tạo theo mã số.</EmptyState>
      ) : (
        <TableFrame label="Phiếu theo đơn vị" stacked>
          <table className="slip-units">
            <thead><tr><th scope="col">Đơn vị</th><th scope="col" className="r">Số người</th><th scope="col" className="r">Đã có mật khẩu</th><th scope="col" className="r">Đã có phiếu</th><th scope="col" className="r">Chưa có phiếu</th><th scope="col"><span className="visually-hidden">Việc cần làm</span></th></tr></thead>
            <tbody>
              {units.map((unit) => (
                <tr key={unit.id}>
                  <td className={`lead depth-${Math.min(unit.depth, 3)}`}>{unit.name}</td>
                  <td data-label="Số người" className="r">{unit.people}</td>
                  <td data-label="Đã có mật khẩu" className="r">{unit.withPassword}</td>
                  <td data-label="Đã có phiếu" className="r">{unit.withSecret}</td>
                  <td data-label="Chưa có phiếu" className="r">{unit.missing}</td>
                  <td>{unit.people > unit.withPassword && <a className={unit.missing > 0 ? "btn small" : "btn quiet small"} href={unit.href} aria-label={`In phiếu của ${unit.name}`}>In phiếu</a>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </div>
  );
}

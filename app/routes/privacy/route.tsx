import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { DocumentShell } from "~/components/ui/document-shell";
import { open } from "~/http/guard.server";
import { homePath } from "~/http/landing";
import { paths } from "~/http/paths";
import type { loader as rootLoader } from "~/root";
import styles from "~/styles/accounts.css?url";
import { loadConsent } from "~/use-cases/accounts/consent.server";

/** What is done with personal data and which cookies are set, for everybody to read. */
export const meta: MetaFunction = () => [{ title: "Dữ liệu cá nhân và cookie" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const loader = open(async ({ context, signedIn }) => {
  const { text, version, agency, contact } = await loadConsent(context.app);
  return { text, version, agency, contact, account: signedIn && { displayName: signedIn.displayName, homePath: homePath(signedIn.actor) } };
});

export default function Privacy() {
  const { text, version, agency, contact, account } = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return (
    <DocumentShell contestName={root?.contestName ?? ""} contact={root?.contact} account={account}>
      <main id="main" className="page reading">
        <h1>Dữ liệu cá nhân và cookie</h1>
        <section className="stack" aria-labelledby="data">
          <h2 id="data">Dữ liệu cá nhân</h2>
          <div className="consent-text">{text.split("\n").filter(Boolean).map((line) => <p key={line}>{line}</p>)}</div>
          <p className="small muted">Phiên bản nội dung: {version}. Căn cứ: <span className="nb">Luật 91/2025/QH15</span> về bảo vệ dữ liệu cá nhân.</p>
          {account && <p><a href={paths.ownData}>Xem, tải dữ liệu của tôi, gửi yêu cầu về dữ liệu</a></p>}
        </section>
        <section className="stack" aria-labelledby="cookies">
          <h2 id="cookies">Cookie</h2>
          <p>Trang chỉ dùng cookie cần cho việc đăng nhập và làm bài, không theo dõi, không quảng cáo:</p>
          <ul>
            <li>một cookie giữ phiên đăng nhập, mất khi đăng xuất hoặc sau 12 giờ;</li>
            <li>một cookie ghi nhớ rằng thiết bị này từng đăng nhập, để người khác nhập sai mật khẩu không làm đồng chí phải chờ, giữ tối đa 1 năm;</li>
            <li>một cookie ghi nhớ thiết bị nào đang làm bài, giữ tối đa 1 ngày;</li>
            <li>trong lúc làm bài, trang thi và câu trả lời được giữ trên thiết bị để không mất khi mất mạng; bài cũ được xóa khi mở bài khác.</li>
          </ul>
        </section>
        <section className="stack" aria-labelledby="contact">
          <h2 id="contact">Liên hệ</h2>
          <dl className="facts">
            {agency && <><dt>Cơ quan tổ chức</dt><dd>{agency}</dd></>}
            <dt>Ban Tổ chức</dt><dd>{contact || "Liên hệ trực tiếp tại đơn vị của đồng chí."}</dd>
          </dl>
        </section>
      </main>
    </DocumentShell>
  );
}

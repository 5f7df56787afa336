import type { UnsentForm } from "./form-state";

/**
 * The page in place of one that the database could not serve just now. A page that was only opened comes back by itself
 * (header `Refresh`); a form waits here with everything typed until it is sent again.
 */
export function TryLaterPage({ address, unsent, contact }: { address: string; unsent: UnsentForm | null; contact?: string | undefined }) {
  return (
    <main id="main" className="page narrow">
      {unsent === null ? <Opening address={address} /> : unsent.fields === null ? <FillInAgain address={address} /> : <SendAgain address={address} fields={unsent.fields} />}
      {contact && <p className="small muted">Ban Tổ chức: {contact}</p>}
    </main>
  );
}

function Opening({ address }: { address: string }) {
  return (
    <>
      <h1>Hệ thống đang bận</h1>
      <p role="status">Trang này tự mở lại sau ít giây. Mọi câu trả lời đã lưu vẫn còn.</p>
      <p><a className="btn" href={address}>Mở lại ngay</a></p>
    </>
  );
}

function SendAgain({ address, fields }: { address: string; fields: readonly (readonly [string, string])[] }) {
  return (
    <>
      <h1>Chưa gửi được</h1>
      <p role="status">Hệ thống đang bận. Mọi điều vừa nhập vẫn còn ở trang này: hãy chờ ít giây rồi bấm “Gửi lại”. Gửi nhiều lần vẫn chỉ tính một lần.</p>
      <form method="post" action={address}>
        {fields.map(([name, value], index) => <input key={index} type="hidden" name={name} value={value} />)}
        <button className="btn">Gửi lại</button>
      </form>
    </>
  );
}

function FillInAgain({ address }: { address: string }) {
  return (
    <>
      <h1>Chưa gửi được</h1>
      <p role="status">Hệ thống đang bận. Hãy chờ ít giây, mở lại trang rồi nhập lại.</p>
      <p><a className="btn" href={address}>Mở lại trang</a></p>
    </>
  );
}

import { formatCount } from "~/domain/shared/count";

/** Who has what to sign in with, before slips are issued. */
export function SlipCounts({ missing, withSecret, withPassword }: { missing: number; withSecret: number; withPassword: number }) {
  return (
    <div className="kpi">
      <div><b>{formatCount(missing)}</b>chưa có phiếu</div>
      <div><b>{formatCount(withSecret)}</b>đã có phiếu</div>
      <div><b>{formatCount(withPassword)}</b>đã có mật khẩu</div>
    </div>
  );
}

export function ThisMachineOnly({ address }: { address: string }) {
  return <p className="note err">Phiếu sẽ ghi địa chỉ <b>{address}</b>, chỉ mở được trên chính máy chủ này. Trước khi in, đề nghị quản trị đặt PUBLIC_URL là địa chỉ người dự thi sẽ mở, rồi khởi động lại.</p>;
}

import type { ReactNode } from "react";
import { FileOffer } from "./file-offer";

type Props = { takeOverUrl: string; resultUrl: string; signInUrl: string };

/** What stands in the way of going on, each with its one next step; the module shows the one that holds and fills in the words. */
export function ExamPanels({ takeOverUrl, resultUrl, signInUrl }: Props) {
  return (
    <div className="exam-panels">
      <section className="note" id="panel-over" tabIndex={-1} aria-live="polite" hidden>
        <h2 id="over-title">Đã hết giờ – bài đã được thu</h2>
        <p id="over-text">Mọi câu đã lưu đều được tính. Không cần làm gì thêm.</p>
        <FileOffer />
        <p id="over-next"><a className="btn" href={resultUrl}>Xem biên nhận và kết quả</a></p>
      </section>
      <TakeOverPanel id="panel-stale" action={takeOverUrl} title="Bài đang được làm ở nơi khác" text="Bài đã được mở tiếp ở thiết bị hoặc cửa sổ khác. Trang này chỉ còn để xem, các câu chọn thêm ở đây không được lưu. Nếu tiếp tục ở đây, nơi kia sẽ dừng lại." withFile />
      <TakeOverPanel id="panel-tab" action={takeOverUrl} title="Bài đang mở ở cửa sổ khác của máy này" text="Cửa sổ này chỉ để xem. Hãy làm tiếp ở cửa sổ kia, hoặc bấm “Tiếp tục ở đây” để chuyển sang cửa sổ này; cửa sổ kia sẽ dừng lại.">
        <p id="early" hidden><b>Chưa lưu câu <span id="early-list" />.</b> Câu vừa chọn ở cửa sổ này chỉ được lưu sau khi bấm “Tiếp tục ở đây”.</p>
      </TakeOverPanel>
      <section className="note err" id="panel-sign-in" tabIndex={-1} hidden>
        <h2>Cần đăng nhập lại</h2>
        <p id="sign-in-text">Các câu đã chọn vẫn còn trên máy này và sẽ được gửi ngay sau khi đăng nhập lại.</p>
        <p className="row">
          <button type="button" className="btn" data-open-sign-in="">Đăng nhập lại</button>
          <a href={signInUrl} target="_blank" rel="opener">Đăng nhập ở cửa sổ mới</a>
        </p>
      </section>
      <p className="note" id="left-behind" hidden>
        Trước khi chuyển sang đây, máy này còn câu chưa gửi được: câu <b id="left-behind-list" />. Hãy kiểm tra lại các câu đó.
      </p>
    </div>
  );
}

type TakeOverProps = { id: string; action: string; title: string; text: string; withFile?: boolean; children?: ReactNode };

function TakeOverPanel({ id, action, title, text, withFile = false, children }: TakeOverProps) {
  return (
    <section className="note" id={id} tabIndex={-1} hidden>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
      {withFile && <FileOffer />}
      <p><button className="btn" form="take-over" formAction={action}>Tiếp tục ở đây</button></p>
    </section>
  );
}

type Props = { takeOverUrl: string; resultUrl: string; signInUrl: string };

/** What stands in the way of going on, each with its one next step; the module shows the one that holds. */
export function ExamPanels({ takeOverUrl, resultUrl, signInUrl }: Props) {
  return (
    <div className="exam-panels">
      <section className="note" id="panel-over" tabIndex={-1} hidden>
        <h2>Đã hết giờ – bài đã được thu</h2>
        <p>Mọi câu đã lưu đều được tính. Không cần làm gì thêm.</p>
        <p><a className="btn" href={resultUrl}>Xem biên nhận và kết quả</a></p>
      </section>
      <TakeOverPanel id="panel-stale" action={takeOverUrl} title="Bài đang mở ở thiết bị khác" text="Trang này chỉ còn để xem, các câu chọn thêm ở đây không được lưu. Muốn làm tiếp ở đây, thiết bị kia sẽ dừng lại." />
      <TakeOverPanel id="panel-tab" action={takeOverUrl} title="Bài đang mở ở cửa sổ khác của máy này" text="Để các câu trả lời không đè lên nhau, chỉ một cửa sổ được lưu bài." />
      <section className="note err" id="panel-sign-in" tabIndex={-1} hidden>
        <h2>Phiên đăng nhập đã hết</h2>
        <p>Các câu đã chọn vẫn còn trên máy này và sẽ được gửi sau khi đăng nhập lại.</p>
        <p><a className="btn" href={signInUrl} target="_blank" rel="opener">Đăng nhập lại (mở cửa sổ mới)</a></p>
      </section>
    </div>
  );
}

function TakeOverPanel({ id, action, title, text }: { id: string; action: string; title: string; text: string }) {
  return (
    <section className="note" id={id} tabIndex={-1} hidden>
      <h2>{title}</h2>
      <p>{text}</p>
      <button className="btn" form="take-over" formAction={action}>Tiếp tục ở đây</button>
    </section>
  );
}

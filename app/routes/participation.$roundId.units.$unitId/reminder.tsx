import { useEffect, useRef, useState } from "react";

/** What a coordinator needs to remind people: a list to work through, and a message to send on. */
export function Reminder({ reminder }: { reminder: { readonly text: string; readonly fileHref: string } }) {
  return (
    <section className="card stack no-print" aria-labelledby="remind">
      <h2 id="remind">Nhắc tham gia</h2>
      <div className="row"><a className="btn" href={reminder.fileHref}>Tải danh sách (.xlsx)</a></div>
      <Message key={reminder.text} text={reminder.text} />
    </section>
  );
}

/** Without JavaScript the text is marked and copied by hand. */
function Message({ text }: { text: string }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [isInBrowser, setIsInBrowser] = useState(false);
  const [outcome, setOutcome] = useState("");
  useEffect(() => setIsInBrowser(true), []);
  const copy = async () => {
    area.current?.select();
    // why catch: browsers offer the clipboard over https only.
    const isCopied = await Promise.resolve().then(() => navigator.clipboard.writeText(area.current?.value ?? text)).then(() => true, () => false);
    setOutcome(isCopied ? "Đã sao chép." : "Đã chọn cả tin nhắn; bấm Ctrl+C, hoặc nhấn giữ rồi chọn Sao chép.");
  };
  return (
    <div className="field">
      <label htmlFor="message">Tin nhắn để gửi đi</label>
      <p className="hint" id="message-hint">Sửa được trước khi sao chép.</p>
      <textarea id="message" ref={area} defaultValue={text} rows={Math.min(14, text.split("\n").length + 1)} aria-describedby="message-hint" onChange={() => setOutcome("")} />
      {isInBrowser && <div className="row"><button type="button" className="btn quiet" onClick={copy}>Sao chép tin nhắn</button><span role="status">{outcome}</span></div>}
    </div>
  );
}

import { type FormEvent, type ReactNode, useState } from "react";
import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormState } from "~/components/ui/form-state";
import { type ImportPhase, lastProgress } from "~/domain/sheets/import-progress";

type Props = { /** Where the same form is answered line by line. */ streamHref: string; state: FormState | undefined; accept: string; hint: string; children: ReactNode };
type Sending = { readonly phase: ImportPhase; readonly percent: number };

/** One file to send. A plain form that waits for the next page; with scripts it says how far the file has come. */
export function UploadForm({ streamHref, state, accept, hint, children }: Props) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const shown = refusal === null ? state : { values: {}, errors: { file: refusal } };
  const error = sending === null ? shown?.errors["file"] : undefined;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRefusal(null);
    setSending({ phase: "sending", percent: 0 });
    sendFile(event.currentTarget, streamHref, setSending, (sentence) => {
      setSending(null);
      setRefusal(sentence);
    });
  };
  return (
    <>
      {sending === null && <ErrorSummary key={refusal} state={shown} />}
      <form method="post" encType="multipart/form-data" className="card stack form-narrow" onSubmit={send}>
        <div className={error ? "field invalid" : "field"}>
          <label htmlFor="file">Tệp bảng tính</label>
          <p className="hint" id="file-hint">{hint}</p>
          {error && <p className="message" id="file-error">{error}</p>}
          <input type="file" id="file" name="file" accept={accept} required aria-invalid={error ? true : undefined} aria-describedby={error ? "file-hint file-error" : "file-hint"} />
        </div>
        <p><button className="btn" disabled={sending !== null}>Tải lên và xem trước</button></p>
        <div role="status">{sending !== null && <Progress {...sending} />}</div>
        {children}
      </form>
    </>
  );
}

const phases: Record<ImportPhase, string> = { sending: "Đang tải tệp lên", reading: "Đang đọc tệp", planning: "Đang so với dữ liệu đang có" };

function Progress({ phase, percent }: Sending) {
  return (
    <>
      <p>{phases[phase]}{phase === "sending" ? ` (${percent}%)` : "…"}</p>
      {phase === "sending" ? <progress max={100} value={percent} aria-label={phases[phase]} /> : <progress aria-label={phases[phase]} />}
    </>
  );
}

/** why XMLHttpRequest: fetch does not tell how much of a body has been sent. Whatever it does not understand, the plain form does over. */
function sendFile(form: HTMLFormElement, href: string, onProgress: (sending: Sending) => void, onRefused: (sentence: string) => void): void {
  const request = new XMLHttpRequest();
  request.open("POST", href);
  request.upload.onprogress = ({ loaded, total }) => onProgress({ phase: "sending", percent: total === 0 ? 0 : Math.floor((100 * loaded) / total) });
  request.onprogress = () => {
    const progress = lastProgress(request.responseText);
    if (progress !== null && "phase" in progress) onProgress({ phase: progress.phase, percent: 100 });
  };
  request.onload = () => {
    const progress = lastProgress(request.responseText);
    if (progress !== null && "done" in progress) window.location.assign(progress.done);
    else if (progress !== null && "refused" in progress) onRefused(progress.refused);
    else form.submit();
  };
  request.onerror = () => onRefused("Mất kết nối khi đang tải lên. Kiểm tra mạng rồi tải lại.");
  request.send(new FormData(form));
}

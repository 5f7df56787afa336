import { Fragment } from "react";
import { Form } from "@remix-run/react";
import { CheckField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { effectiveKeys } from "~/domain/contest/visibility";
import { formatMoment } from "~/domain/shared/time";
import { publishedText } from "~/domain/standings/late-change";
import type { AwaitedRound } from "~/domain/standings/result-stage";
import { paths } from "~/http/paths";
import type { StandingsPage } from "./page.server";

type Props = { page: Pick<StandingsPage, "stage" | "closedForEverybodyAt" | "show" | "recordHref">; state: FormState | undefined };

/** Published, ready to publish, or what publishing still waits for. */
export function PublishPanel({ page, state }: Props) {
  const { stage, closedForEverybodyAt, show, recordHref } = page;
  if (stage.kind === "published") return <Published stage={stage} recordHref={recordHref} />;
  if (stage.kind === "running") return <p className="note">Công bố được sau khi kỳ thi đóng đối với tất cả mọi người, dự kiến {formatMoment(closedForEverybodyAt)}; đến lúc đó hãy tải lại trang.</p>;
  if (stage.kind === "settling") return <p className="note">Còn {stage.unsettled} bài chưa thu hoặc chưa chấm xong; công bố được sau khi chấm xong.</p>;
  if (stage.kind === "awaiting") return <Awaited rounds={stage.rounds} />;
  const opens = [
    ...(show.score === "after-publishing" ? ["điểm của mình"] : []),
    ...(effectiveKeys(show) === "after-publishing" ? ["đáp án và căn cứ pháp lý"] : []),
    ...(show.board === "after-publishing" || show.score === "after-publishing" ? ["bảng xếp hạng"] : []),
  ];
  return (
    <Form method="post" className="card stack publish no-print">
      <div>
        <h2>Công bố kết quả</h2>
        <p className="muted">
          {opens.length > 0 ? `Sau khi công bố, mọi người xem được ${opens.join(", ")}.` : "Điểm và bảng xếp hạng đã hiện theo thể lệ; công bố ghi nhận đây là kết quả chính thức."} Không rút lại được.
        </p>
      </div>
      <CheckField name="confirmed" label="Đã kiểm tra kết quả, đồng ý công bố" state={state} />
      <div><button className="btn">Công bố kết quả</button></div>
    </Form>
  );
}

function Published({ stage: { publishedAt, changes }, recordHref }: { stage: Extract<StandingsPage["stage"], { kind: "published" }>; recordHref: string }) {
  if (changes.length === 0) return <p className="note ok">{publishedText(publishedAt, changes)}</p>;
  return <p className="note">{publishedText(publishedAt, changes)} <a className="no-print" href={recordHref}>Xem biên bản sự cố</a></p>;
}

function Awaited({ rounds }: { rounds: readonly AwaitedRound[] }) {
  const links = rounds.map(({ roundId, name }, index) => <Fragment key={roundId}>{index > 0 && ", "}<a href={paths.organiserRound(roundId)}>{name}</a></Fragment>);
  return <p className="note">Câu dự đoán tính cả cuộc thi nên còn chờ: {links}. Công bố được sau khi các kỳ thi ấy đóng và chấm xong. Kỳ thi nào không tổ chức nữa thì hủy kỳ thi đó.</p>;
}

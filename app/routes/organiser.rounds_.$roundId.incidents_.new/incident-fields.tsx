import { CheckField, SelectField, TextArea, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { formatClosingMoment, formatMoment, type Instant } from "~/domain/shared/time";
import { quotedNames } from "~/domain/standings/result-stage";

type Props = {
  kind: "extra-time" | "reopening" | "void";
  attemptId: string | null;
  unit: string | null;
  units: readonly { readonly id: string; readonly name: string; readonly depth: number }[];
  closesAt: Instant;
  /** What the minutes begin with. */
  minutes: number;
  expiredSince: string;
  publishedAt: Instant | null;
  /** Other rounds whose published ranks count the attempt. */
  countedBy: readonly { readonly name: string }[];
  state: FormState | undefined;
};

const explanations = {
  "extra-time": "Số phút được cộng vào hạn nộp đang có. Trang đang làm bài tự nhận hạn mới.",
  reopening: "Người dự thi làm tiếp bài đã có trong số phút này, tính từ bây giờ. Điểm cũ không còn được tính; bài được chấm lại khi nộp.",
  void: "Lượt thi không được tính, không trừ vào số lượt được thi. Câu trả lời vẫn được lưu. Không hoàn tác được.",
};

export function IncidentFields({ kind, attemptId, unit, units, closesAt, minutes, expiredSince, publishedAt, countedBy, state }: Props) {
  return (
    <>
      <p className="muted">{explanations[kind]}</p>
      {attemptId !== null ? <input type="hidden" name="attemptId" value={attemptId} /> : (
        <SelectField name="unitId" label="Đơn vị" hint={kind === "reopening" ? "Gồm cả đơn vị trực thuộc. Chỉ mở lại các lượt bị thu vì hết giờ; lượt đã tự nộp giữ nguyên." : "Gồm cả đơn vị trực thuộc: mọi lượt thi đang làm."} state={state} defaultValue={unit ?? ""}>
          <option value="">Chọn đơn vị</option>
          {units.map(({ id, name, depth }) => <option key={id} value={id}>{"\u2003".repeat(depth)}{name}</option>)}
        </SelectField>
      )}
      {kind !== "void" && <TextField name="minutes" label="Số phút" inputMode="numeric" state={state} defaultValue={minutes} autoComplete="off" />}
      {kind === "reopening" && (attemptId === null
        ? <TextField name="expiredSince" label="Hết giờ từ lúc" type="datetime-local" state={state} defaultValue={expiredSince} />
        : <input type="hidden" name="expiredSince" value={expiredSince} />)}
      {kind !== "void" && (
        <CheckField name="mayPassClosing" label={`Cho làm quá giờ đóng kỳ thi (${formatClosingMoment(closesAt)})`} hint="Khi đó kỳ thi chỉ đóng đối với tất cả mọi người, hiện đáp án và công bố được sau hạn nộp muộn nhất." state={state} />
      )}
      {kind === "void" && (publishedAt !== null || countedBy.length > 0) && <PublishedWarning publishedAt={publishedAt} countedBy={countedBy} state={state} />}
      <TextArea name="reason" label="Lý do" hint="Ghi vào biên bản sự cố; người dự thi đọc được." rows={3} maxLength={500} state={state} />
    </>
  );
}

function PublishedWarning({ publishedAt, countedBy, state }: Pick<Props, "publishedAt" | "countedBy" | "state">) {
  const what = publishedAt === null ? `Kết quả của ${quotedNames(countedBy)} đã công bố và tính cả bài của kỳ thi này.` : `Kết quả đã công bố lúc ${formatMoment(publishedAt)}.`;
  return (
    <>
      <p className="note">
        <b>{what}</b> Hủy lượt thi sẽ thay đổi kết quả đã công bố: thứ hạng và tình hình tham gia được tính lại.
        Trang xếp hạng, bảng công khai và sổ kết quả ghi rõ kết quả thay đổi lúc nào và do đâu.
      </p>
      <CheckField name="despitePublished" label="Ban Tổ chức đồng ý thay đổi kết quả đã công bố" state={state} />
    </>
  );
}

import { SelectField, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { RoundRules } from "~/domain/contest/round";

/** When participants see score, keys and board. */
export function VisibilityFields({ show, state }: { show: RoundRules["show"]; state: FormState | undefined }) {
  return (
    <div className="fields-2">
      <SelectField name="showScore" label="Điểm của bản thân" state={state} defaultValue={show.score} hint="Ở trang kết quả của từng lượt thi.">
        <option value="at-once">Ngay sau khi nộp bài</option><option value="after-closing">Sau khi kỳ thi đóng</option><option value="after-publishing">Sau khi công bố kết quả</option>
      </SelectField>
      <SelectField name="showKeys" label="Đáp án và căn cứ" state={state} defaultValue={show.keys} hint="Không bao giờ hiện trước khi kỳ thi đóng đối với tất cả mọi người.">
        <option value="after-closing">Sau khi kỳ thi đóng</option><option value="after-publishing">Sau khi công bố kết quả</option><option value="never">Không công bố</option>
      </SelectField>
      <SelectField name="showBoard" label="Bảng xếp hạng" state={state} defaultValue={show.board} hint="Không hiện sớm hơn điểm của bản thân.">
        <option value="live">Cập nhật trong kỳ thi</option><option value="frozen">Cập nhật, dừng ở những phút cuối</option><option value="after-closing">Sau khi kỳ thi đóng</option><option value="after-publishing">Sau khi công bố kết quả</option>
      </SelectField>
      <TextField name="freezeMinutes" label="Dừng cập nhật (phút cuối)" inputMode="numeric" hint="Chỉ dùng khi bảng dừng ở những phút cuối." state={state} defaultValue={show.freezeMinutes} />
    </div>
  );
}

import { questionTypeLabels } from "~/domain/question/question";
import type { Day } from "~/domain/shared/time";

type Option = { readonly id: string; readonly name: string };
type Values = { readonly q: string; readonly topic: string | null; readonly level: string | null; readonly type: string | null; readonly state: string; readonly force: string | null; readonly day: Day | null; readonly until: Day | null };

const states = [["in-use", "Đang dùng"], ["approved", "Đã duyệt"], ["pending", "Chờ duyệt"], ["retired", "Ngừng dùng"], ["all", "Mọi trạng thái"]] as const;

/** The bank's filter: a plain form whose address can be kept and shared. */
export function BankFilterForm({ values, topics, levels, today, clearHref }: { values: Values; topics: readonly Option[]; levels: readonly Option[]; today: Day; clearHref: string }) {
  const isFiltered = values.q !== "" || values.topic !== null || values.level !== null || values.type !== null || values.force !== null || values.state !== "in-use";
  return (
    <form method="get" className="tools" role="search" aria-label="Lọc câu hỏi">
      <input type="search" name="q" defaultValue={values.q} placeholder="Tìm nội dung, căn cứ (không cần dấu)" aria-label="Tìm nội dung, căn cứ" maxLength={200} />
      <select name="topic" defaultValue={values.topic ?? ""} aria-label="Chủ đề"><option value="">Mọi chủ đề</option>{topics.map((topic) => <option key={topic.id} value={topic.id}>{topic.name}</option>)}</select>
      <select name="level" defaultValue={values.level ?? ""} aria-label="Mức độ"><option value="">Mọi mức độ</option>{levels.map((level) => <option key={level.id} value={level.id}>{level.name}</option>)}</select>
      <select name="type" defaultValue={values.type ?? ""} aria-label="Loại câu hỏi"><option value="">Mọi loại</option>{Object.entries(questionTypeLabels).map(([type, label]) => <option key={type} value={type}>{label}</option>)}</select>
      <select name="state" defaultValue={values.state} aria-label="Trạng thái">{states.map(([state, label]) => <option key={state} value={state}>{label}</option>)}</select>
      <div className="tools-force">
        <select name="force" defaultValue={values.force ?? ""} aria-label="Hiệu lực"><option value="">Mọi hiệu lực</option><option value="in">Còn hiệu lực</option><option value="out">Không có hiệu lực</option></select>
        <label className="tools-day"><span>vào ngày</span><input type="date" name="day" defaultValue={values.day ?? today} /></label>
        {values.until !== null && <label className="tools-day"><span>đến</span><input type="date" name="until" defaultValue={values.until} /></label>}
      </div>
      <div className="row">
        <button className="btn quiet small">Lọc</button>
        {isFiltered && <a className="small" href={clearHref}>Bỏ lọc</a>}
      </div>
    </form>
  );
}

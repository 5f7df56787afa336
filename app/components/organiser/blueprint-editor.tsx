import { useState } from "react";
import { TableFrame } from "~/components/ui/table-frame";
import { type BankQuestion, type BlueprintCheck, checkBlueprint } from "~/domain/question/blueprint";
import { type QuestionType, questionTypeLabels } from "~/domain/question/question";
import { formatPoints, parsePoints } from "~/domain/shared/points";
import type { LineValues } from "./round-values";

type Option = { readonly id: string; readonly name: string };
export type KindCount = { readonly topicId: string; readonly levelId: string; readonly type: QuestionType; readonly count: number };
type Props = { initial: readonly LineValues[]; topics: readonly Option[]; levels: readonly Option[]; kinds: readonly KindCount[]; errors: Readonly<Record<string, string>> };

/** Lines of the blueprint with what the approved bank can give to each, counted while one types. Without scripts the buttons send the form. */
export function BlueprintEditor({ initial, topics, levels, kinds, errors }: Props) {
  const [lines, setLines] = useState<readonly (LineValues & { key: number })[]>(() => initial.map((line, key) => ({ ...line, key })));
  const check = checkLines(lines, kinds);
  const change = (key: number, part: Partial<LineValues>) => setLines((before) => before.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const add = () => setLines((before) => [...before, { topicId: "", levelId: "", type: "single", count: "5", points: "1", key: Math.max(0, ...before.map((line) => line.key)) + 1 }]);
  const lineErrors = Object.entries(errors).filter(([name]) => /^(lines$|line[A-Z])/.test(name)).map(([, message]) => message);
  return (
    <div className={lineErrors.length > 0 ? "field invalid" : "field"} id="lines" tabIndex={-1}>
      <div id="lines-error">{[...new Set(lineErrors)].map((message) => <p className="message" key={message}>{message}</p>)}</div>
      <TableFrame label="Ma trận đề" stacked>
        <table className="lines">
          <thead><tr><th className="r"><span className="visually-hidden">Dòng</span></th><th>Chủ đề</th><th>Mức độ</th><th>Loại câu hỏi</th><th>Số câu</th><th>Điểm/câu</th><th>Đã duyệt</th><th><span className="visually-hidden">Bỏ dòng</span></th></tr></thead>
          <tbody>
            {lines.map((line, row) => (
              <Line key={line.key} row={row} line={line} topics={topics} levels={levels} check={check.lines[row]} errors={errors}
                change={(part) => change(line.key, part)} remove={() => setLines((before) => before.filter((other) => other.key !== line.key))} />
            ))}
          </tbody>
        </table>
      </TableFrame>
      <div className="row lines-foot">
        <button className="btn quiet small" name="intent" value="add-line" formNoValidate onClick={(event) => { event.preventDefault(); add(); }}>Thêm dòng</button>
        <p className="num" aria-live="polite">Mỗi đề <b>{check.questionCount} câu</b>, tổng <b>{formatPoints(check.totalPoints)} điểm</b></p>
      </div>
    </div>
  );
}

type LineProps = {
  row: number; line: LineValues; topics: readonly Option[]; levels: readonly Option[]; check: BlueprintCheck["lines"][number] | undefined; errors: Readonly<Record<string, string>>;
  change: (part: Partial<LineValues>) => void; remove: () => void;
};

function Line({ row, line, topics, levels, check, errors, change, remove }: LineProps) {
  const of = `, dòng ${row + 1}`;
  const invalid = (name: string) => (errors[`${name}.${row}`] ? { "aria-invalid": true, "aria-describedby": "lines-error" } : {});
  return (
    <tr>
      <td className="r line-number">{row + 1}</td>
      <td data-label="Chủ đề"><select name="lineTopic[]" value={line.topicId} onChange={(event) => change({ topicId: event.target.value })} aria-label={`Chủ đề${of}`}><option value="">Mọi chủ đề</option>{topics.map((topic) => <option key={topic.id} value={topic.id}>{topic.name}</option>)}</select></td>
      <td data-label="Mức độ"><select name="lineLevel[]" value={line.levelId} onChange={(event) => change({ levelId: event.target.value })} aria-label={`Mức độ${of}`}><option value="">Mọi mức độ</option>{levels.map((level) => <option key={level.id} value={level.id}>{level.name}</option>)}</select></td>
      <td data-label="Loại câu hỏi"><select name="lineType[]" value={line.type} onChange={(event) => change({ type: event.target.value })} aria-label={`Loại câu hỏi${of}`}>{Object.entries(questionTypeLabels).map(([type, label]) => <option key={type} value={type}>{label}</option>)}</select></td>
      <td data-label="Số câu"><input id={`lineCount.${row}`} name="lineCount[]" value={line.count} onChange={(event) => change({ count: event.target.value })} inputMode="numeric" autoComplete="off" aria-label={`Số câu${of}`} {...invalid("lineCount")} /></td>
      <td data-label="Điểm mỗi câu"><input id={`linePoints.${row}`} name="linePoints[]" value={line.points} onChange={(event) => change({ points: event.target.value })} inputMode="decimal" autoComplete="off" aria-label={`Điểm mỗi câu${of}`} {...invalid("linePoints")} /></td>
      <td data-label="Câu đã duyệt" className="num line-check">{check && <Availability {...check} />}</td>
      <td><button className="btn quiet small drop" name="intent" value={`remove-line-${row}`} formNoValidate onClick={(event) => { event.preventDefault(); remove(); }} aria-label={`Bỏ dòng ${row + 1}`}><Cross /></button></td>
    </tr>
  );
}

function Cross() {
  return <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" /></svg>;
}

function Availability({ available, shortage }: { available: number; shortage: number }) {
  return <>{available}{shortage > 0 && <> <span className="tag err">thiếu {shortage}</span></>}</>;
}

/** Counts with the numbers of each kind; a line whose numbers can't be read yet counts as zero questions. */
function checkLines(lines: readonly LineValues[], kinds: readonly KindCount[]): BlueprintCheck {
  const bank = kinds.flatMap(({ count, ...kind }): Pick<BankQuestion, "topicId" | "levelId" | "type" | "state">[] => Array.from({ length: count }, () => ({ ...kind, state: "approved" })));
  const read = lines.map(({ topicId, levelId, type, count, points }) => ({
    topicId: topicId || null,
    levelId: levelId || null,
    type: type as QuestionType,
    count: /^\d{1,3}$/.test(count.trim()) ? Number(count) : 0,
    points: parsePoints(points) ?? 0,
  }));
  return checkBlueprint(read, bank);
}

import { type ReactNode, useState } from "react";
import { ErrorSummary } from "~/components/ui/error-summary";
import { CheckField, SelectField, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { countAsked } from "~/domain/contest/prediction-words";
import { isContestWide, predictionSubjects, type RoundRules } from "~/domain/contest/round";
import { AudienceFields, type UnitOption } from "./audience-fields";
import { BlueprintEditor, type KindCount } from "./blueprint-editor";
import { ChainEditor } from "./chain-editor";
import { keptLists, type RoundValues } from "./round-values";
import { VisibilityFields } from "./visibility-fields";

type Option = { readonly id: string; readonly name: string };
type Props = {
  initial: RoundValues;
  state: FormState | undefined;
  topics: readonly Option[];
  levels: readonly Option[];
  blocs: readonly Option[];
  units: readonly UnitOption[];
  kinds: readonly KindCount[];
  hidden: Readonly<Record<string, string>>;
  submitLabel: string;
  /** Of a round that people know about, whose window is changed elsewhere; null of a draft. */
  known?: { readonly windowHref: string; readonly hasOpened: boolean } | null;
};

/** The composer: everything a round is made of, in the order in which people think about it. */
export function RoundForm({ initial, state, topics, levels, blocs, units, kinds, hidden, submitLabel, known = null }: Props) {
  const lists = keptLists(state, initial);
  const { rules } = initial;
  // why not <Form>: with single fetch a refused action loads nothing anew, so the form would keep the old basis.
  return (
    <form method="post" className="stack" noValidate>
      <button className="visually-hidden" name="intent" value="save" tabIndex={-1} aria-hidden="true">{submitLabel}</button>
      <ErrorSummary state={state} />
      {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <input type="hidden" name="graceSeconds" value={rules.graceSeconds} />
      <Section title="Tên và thời gian">
        <TextField name="name" label="Tên kỳ thi" state={state} defaultValue={initial.name} autoComplete="off" />
        <div className="fields-3">
          <TextField name="opensAt" label="Mở lúc" type="datetime-local" hint="Giờ Việt Nam" state={state} defaultValue={initial.opensAt} readOnly={known !== null} />
          <TextField name="closesAt" label="Đóng lúc" type="datetime-local" hint="Giờ Việt Nam" state={state} defaultValue={initial.closesAt} readOnly={known !== null} />
          <TextField name="minutes" label="Thời gian làm bài (phút)" inputMode="numeric" hint="Tính từ lúc bắt đầu" state={state} defaultValue={rules.minutes} />
        </div>
        {known !== null && <p className="small muted">Kỳ thi đã báo cho người dự thi: <a href={known.windowHref}>đổi giờ có ghi lý do</a>{!known.hasOpened && ", hoặc chuyển về bản nháp trước"}.</p>}
        <CheckField name="isTrial" value="on" label="Thi thử: kết quả không được tính" state={state} defaultChecked={initial.isTrial} />
      </Section>
      <AttemptFields rules={rules} state={state} />
      <AudienceFields blocs={blocs} units={units} blocIds={lists.blocIds} unitIds={lists.unitIds} />
      <Section title="Ma trận đề" hint="Mỗi lượt thi rút ngẫu nhiên từ các câu đã duyệt. Một câu không lặp lại trong cùng một đề.">
        <BlueprintEditor initial={lists.lines} topics={topics} levels={levels} kinds={kinds} errors={state?.errors ?? {}} />
        <SelectField name="severalScoring" label="Chấm câu nhiều lựa chọn" state={state} defaultValue={rules.severalScoring}>
          <option value="all-or-nothing">Đúng và đủ mới được điểm</option><option value="proportional">Theo tỷ lệ, chọn sai bị trừ, không dưới 0</option>
        </SelectField>
        <div className="checks">
          <CheckField name="shuffleQuestions" value="on" label="Xáo trộn thứ tự câu hỏi" state={state} defaultChecked={rules.shuffleQuestions} />
          <CheckField name="shuffleChoices" value="on" label="Xáo trộn thứ tự phương án" state={state} defaultChecked={rules.shuffleChoices} />
        </div>
      </Section>
      <RankingFields rules={rules} chain={lists.tieBreak} state={state} />
      <Section title="Công khai"><VisibilityFields show={rules.show} state={state} /></Section>
      <p className="form-buttons"><button className="btn" name="intent" value="save">{submitLabel}</button></p>
    </form>
  );
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return <fieldset className="card stack"><legend className="card-title">{title}</legend>{hint && <p className="muted small">{hint}</p>}{children}</fieldset>;
}

type PartProps = { rules: RoundRules; state: FormState | undefined };

function AttemptFields({ rules: { attempts, counts }, state }: PartProps) {
  const kept = state?.values["attemptsLimit"];
  const [limit, setLimit] = useState(typeof kept === "string" ? kept : attempts.allowed === null ? "unlimited" : "limited");
  return (
    <Section title="Lượt thi">
      <div className="fields-3">
        <SelectField name="attemptsLimit" label="Số lượt" state={state} defaultValue={limit} onChange={(event) => setLimit(event.target.value)}>
          <option value="limited">Có giới hạn</option><option value="unlimited">Không giới hạn</option>
        </SelectField>
        <TextField name="attemptsAllowed" label="Số lượt tối đa" inputMode="numeric" state={state} defaultValue={attempts.allowed ?? 1} readOnly={limit === "unlimited"} />
        <SelectField name="attemptsPer" label="Tính theo" state={state} defaultValue={attempts.per}>
          <option value="round">Cả kỳ thi</option><option value="day">Mỗi ngày</option><option value="week">Mỗi tuần (thứ Hai – Chủ nhật)</option>
        </SelectField>
        <TextField name="pauseMinutes" label="Nghỉ giữa hai lượt (phút)" inputMode="numeric" state={state} defaultValue={attempts.pauseMinutes} />
        <SelectField name="counts" label="Lượt được tính" state={state} defaultValue={counts}>
          <option value="best">Tốt nhất</option><option value="first">Đầu tiên</option><option value="last">Cuối cùng</option>
        </SelectField>
      </div>
    </Section>
  );
}

function RankingFields({ rules, chain, state }: PartProps & { chain: readonly string[] }) {
  return (
    <Section title="Xếp hạng" hint="Bằng nhau ở tiêu chí trước thì xét tiêu chí sau.">
      <ChainEditor chain={chain} state={state} />
      <SelectField name="prediction" label="Câu dự đoán" hint="Hỏi một lần ở trang bắt đầu, sửa được đến khi lượt thi đầu tiên kết thúc." state={state} defaultValue={rules.prediction ?? ""}>
        <option value="">Không có</option>
        <optgroup label="Kỳ thi này">
          {predictionSubjects.filter((subject) => !isContestWide(subject)).map((subject) => <option key={subject} value={subject}>Có {countAsked(subject)}</option>)}
        </optgroup>
        <optgroup label="Cả cuộc thi, xét khi mọi kỳ thi chính thức đã xong">
          {predictionSubjects.filter(isContestWide).map((subject) => <option key={subject} value={subject}>Cả cuộc thi có {countAsked(subject)}</option>)}
        </optgroup>
      </SelectField>
    </Section>
  );
}

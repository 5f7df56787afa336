import { type DraftChoice, mostChoices } from "./question-draft";

type Props = { choices: readonly DraftChoice[]; errors: Readonly<Record<string, string>> };

/** Text and “is right” of every choice; rows left blank are not stored. One more row comes with the next sending of the form. */
export function ChoiceRows({ choices, errors }: Props) {
  const rows = [...choices, ...Array.from({ length: Math.max(0, 4 - choices.length) }, () => ({ id: "", text: "", isCorrect: false }))];
  const messages = [errors["choices"], errors["choiceText"], errors["answerKey"]].filter((message) => message !== undefined);
  return (
    <fieldset className={messages.length > 0 ? "field invalid" : "field"} id="choices" tabIndex={-1} aria-describedby={messages.length > 0 ? "choices-error" : undefined}>
      <legend id="answerKey">Phương án</legend>
      <p className="hint">Đánh dấu phương án đúng. Khi thi, thứ tự được xáo trộn nên không ghi “cả A và B”. Ô để trống không được lưu.</p>
      <div id="choices-error">{messages.map((message) => <p className="message" key={message}>{message}</p>)}</div>
      <ul className="choice-rows">
        {rows.map((choice, row) => (
          <li key={row} className={errors[`choiceText.${row}`] ? "invalid" : undefined}>
            <label className="tick-target"><input type="checkbox" name="right[]" value={row} defaultChecked={choice.isCorrect} aria-label={`Phương án ${row + 1} là đáp án đúng`} aria-invalid={errors["answerKey"] ? true : undefined} /></label>
            <input type="hidden" name="choiceId[]" value={choice.id} />
            <div className="grow">
              {errors[`choiceText.${row}`] && <p className="message" id={`choice-${row}-error`}>{errors[`choiceText.${row}`]}</p>}
              <textarea id={`choiceText.${row}`} name="choiceText[]" rows={1} defaultValue={choice.text} aria-label={`Phương án ${row + 1}`} aria-invalid={errors[`choiceText.${row}`] ? true : undefined} aria-describedby={errors[`choiceText.${row}`] ? `choice-${row}-error` : undefined} />
            </div>
          </li>
        ))}
      </ul>
      {rows.length < mostChoices && <button className="btn quiet small add" name="intent" value="add-choice" formNoValidate>Thêm phương án</button>}
    </fieldset>
  );
}

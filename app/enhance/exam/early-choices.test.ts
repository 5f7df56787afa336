import { expect, it } from "vitest";
import { sortEarly } from "./early-choices";

const answer = (position: number, choiceIds: string[], isFlagged = false) => ({ position, choiceIds, isFlagged });

it("an early choice counts only while its question is answered as the tab showed it", () => {
  const choices = [1, 2, 3].map((position) => ({ ...answer(position, ["new"]), rendered: answer(position, ["old"]) }));
  const page = [answer(1, ["old"]), answer(2, ["newer"]), answer(3, ["old"], true)];
  const { fit, overtaken } = sortEarly(choices, (position) => page[position - 1]!);
  expect([fit, overtaken]).toEqual([[choices[0]], [2, 3]]);
});

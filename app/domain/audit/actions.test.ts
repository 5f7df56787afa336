import { expect, test } from "vitest";
import { actionLabel, actionsOfKind, kindLabels, type AuditKind } from "./actions";

test("every kind has actions, and every action has words of its own", () => {
  const kinds = Object.keys(kindLabels) as AuditKind[];
  const actions = kinds.flatMap(actionsOfKind);
  expect(kinds.filter((kind) => actionsOfKind(kind).length === 0)).toEqual([]);
  expect(new Set(actions.map(actionLabel)).size).toBe(actions.length);
  expect(actions.filter((action) => actionLabel(action) === action)).toEqual([]);
});

test("an action that this version does not know is shown by its name, also one named like a property of objects", () => {
  expect([actionLabel("thing.do"), actionLabel("constructor")]).toEqual(["thing.do", "constructor"]);
});

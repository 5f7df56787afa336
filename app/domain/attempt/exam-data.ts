import type { Instant } from "../shared/time";

/**
 * What the exam page's form tells its browser module, as `data-*` attributes. Written by the view, read by the module,
 * both through this file, so neither can drift. It holds nothing a participant may not see.
 */
export type ExamData = {
  readonly attemptId: string;
  /** Names the attempt towards the committee. */
  readonly receipt: string;
  /** Which writer this page is; a save with an older epoch is refused. */
  readonly epoch: number;
  /** The newest sequence the server has of this attempt; the page counts on from there. */
  readonly sequence: number;
  /** Server time when the page was rendered. */
  readonly serverNow: Instant;
  readonly deadlineAt: Instant;
  readonly graceSeconds: number;
  readonly saveUrl: string;
  readonly resultUrl: string;
  readonly signInUrl: string;
};

const names: { readonly [Key in keyof ExamData]: string } = {
  attemptId: "data-attempt-id",
  receipt: "data-receipt",
  epoch: "data-epoch",
  sequence: "data-sequence",
  serverNow: "data-server-now",
  deadlineAt: "data-deadline-at",
  graceSeconds: "data-grace-seconds",
  saveUrl: "data-save-url",
  resultUrl: "data-result-url",
  signInUrl: "data-sign-in-url",
};

export function examDataAttributes(data: ExamData): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [name, String(data[key as keyof ExamData])]));
}

/** Throws when an attribute is missing or no number: the page and the module come from different builds. */
export function readExamData(attribute: (name: string) => string | null): ExamData {
  const text = (key: keyof ExamData) => {
    const value = attribute(names[key]);
    if (value === null || value === "") throw new Error(`The exam form has no ${names[key]}.`);
    return value;
  };
  const number = (key: keyof ExamData) => {
    const value = Number(text(key));
    if (!Number.isFinite(value)) throw new Error(`${names[key]} is no number.`);
    return value;
  };
  return {
    attemptId: text("attemptId"),
    receipt: text("receipt"),
    epoch: number("epoch"),
    sequence: number("sequence"),
    serverNow: number("serverNow"),
    deadlineAt: number("deadlineAt"),
    graceSeconds: number("graceSeconds"),
    saveUrl: text("saveUrl"),
    resultUrl: text("resultUrl"),
    signInUrl: text("signInUrl"),
  };
}

/** What the server says, line by line, while an uploaded file is worked on; the last line is `done` or `refused`. */
export type ImportProgress =
  | { readonly phase: "reading" | "planning" }
  | { readonly refused: string }
  /** Where to go on. */
  | { readonly done: string };

export type ImportPhase = "sending" | "reading" | "planning";

/** The newest complete line of what has arrived so far; null before there is one. */
export function lastProgress(received: string): ImportProgress | null {
  const line = received.slice(0, received.lastIndexOf("\n")).split("\n").at(-1) ?? "";
  try {
    const progress: unknown = JSON.parse(line);
    return isProgress(progress) ? progress : null;
  } catch {
    return null;
  }
}

function isProgress(value: unknown): value is ImportProgress {
  if (typeof value !== "object" || value === null) return false;
  if ("phase" in value) return value.phase === "reading" || value.phase === "planning";
  return ("refused" in value && typeof value.refused === "string") || ("done" in value && typeof value.done === "string");
}

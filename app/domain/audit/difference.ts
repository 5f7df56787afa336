/**
 * Before and after of an audited change as lines that people read: “Đóng lúc: 14/06/2022 17:00 → 15/06/2022 17:00”. Only what
 * differs is said. Secrets and responses are never written to the audit; should one ever be, it is not shown either.
 */
import { formatPoints } from "../shared/points";
import { formatDay, formatInstant } from "../shared/time";
import { fieldLabels, valueLabels, type Words } from "./words";

export type AuditChange = {
  readonly label: string;
  /** Null where there was or is nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** Phone or birth date: stays on pages of the committee, in no file. */
  readonly isPersonal: boolean;
};

/** Names of what ids stand for. */
export type Names = ReadonlyMap<string, string>;

/** `own`: words that fields have in this deed only. */
export function changesOf(before: unknown, after: unknown, known: Names, own: Words = {}): AuditChange[] {
  const names = new Map([...known, ...namesInside(before), ...namesInside(after)]);
  const [left, right] = [leavesOf(before, names), leavesOf(after, names)];
  return [...new Set([...left.keys(), ...right.keys()])].sort(byFieldOrder).flatMap((path) => {
    const [from, to] = [left.get(path) ?? [], right.get(path) ?? []];
    if (isSame(from, to)) return [];
    const [removed, added] = [without(from, to), without(to, from)];
    // why: the same lines in another order are a change too.
    const [shownBefore, shownAfter] = removed.length + added.length === 0 || isOrdered.has(lastOf(path)) ? [from, to] : [removed, added];
    return [{ label: own[path] ?? labelOf(path), ...sidesOf(path, shownBefore.join("\n") || null, shownAfter.join("\n") || null), isPersonal: personal.has(lastOf(path)) }];
  });
}

/** What held at the moment of the deed is no change, whichever side it was written to. */
function sidesOf(path: string, before: string | null, after: string | null): Pick<AuditChange, "before" | "after"> {
  return facts.has(lastOf(path)) ? { before: null, after: after ?? before } : { before, after };
}

/** Every text in before or after that could be an id with a name elsewhere. */
export function idsInside(value: unknown): string[] {
  if (typeof value === "string") return uuid.test(value) ? [value] : [];
  return isObject(value) ? Object.values(value).flatMap(idsInside) : [];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const personal: ReadonlySet<string> = new Set(["phone", "birthDate"]);
/** Lists whose order is the point: always shown whole. */
const isOrdered: ReadonlySet<string> = new Set(["tieBreak", "measures"]);
/** Ids that only tie rows together; they say nothing to people. */
const technical: ReadonlySet<string> = new Set(["id", "batchId", "undoes", "incidentId"]);
const facts: ReadonlySet<string> = new Set(["hadOwnPassword"]);
const unspoken = /(password|passwordHash|secret|secretHmac|token|cookie|responses?)$/i;
const day = /^\d{4}-\d{2}-\d{2}$/;

type Leaves = Map<string, string[]>;

/** Path of field names → its lines: one for a value, one per element for a list. */
function leavesOf(value: unknown, names: Names, path = ""): Leaves {
  if (unspoken.test(lastOf(path)) && typeof value !== "boolean") return new Map([[path, ["(không ghi)"]]]);
  if (!isObject(value)) return new Map(path === "" && (value === null || value === undefined) ? [] : [[path, linesOf(value, path, names)]]);
  if (Array.isArray(value)) return new Map([[path, value.flatMap((element) => elementLines(element, path, names))]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => (technical.has(key) ? [] : [...leavesOf(inner, names, path === "" ? key : `${path}.${key}`)])));
}

function linesOf(value: unknown, path: string, names: Names): string[] {
  const text = valueText(value, lastOf(path), names);
  return text === "" ? [] : [text];
}

/** “Chủ đề: A; Số lượng: 4”; of an element with one field that says something, its value alone. */
function elementLines(element: unknown, path: string, names: Names): string[] {
  if (!isObject(element)) return linesOf(element, path, names);
  const said = [...leavesOf(element, names)].flatMap(([key, lines]) => (key === "position" || lines.length === 0 ? [] : [{ label: labelOf(key), text: lines.join(", ") }]));
  if (said.length === 0) return [];
  return [said.length === 1 ? said[0]!.text : said.map(({ label, text }) => `${label}: ${text}`).join("; ")];
}

function valueText(value: unknown, key: string, names: Names): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? "Có" : "Không";
  if (typeof value === "number") return numberText(value, key);
  const text = String(value);
  if (day.test(text)) return formatDay(text);
  return valueLabels[key]?.[text] ?? names.get(text) ?? text;
}

function numberText(value: number, key: string): string {
  if (key === "asOf" || key.endsWith("At")) return formatInstant(value);
  return key === "points" || key.endsWith("Score") ? formatPoints(value) : String(value);
}

function labelOf(path: string): string {
  return path === "" ? "Danh sách" : path.split(".").filter((key) => key !== "rules").map((key) => fieldLabels[key] ?? key).join(" · ");
}

const fieldOrder = Object.keys(fieldLabels);

/** As the words list the fields: what is stored as jsonb has lost its own order. Unknown ones last. */
function byFieldOrder(left: string, right: string): number {
  const [a, b] = [left, right].map((path) => path.split(".").map((key) => (fieldOrder.indexOf(key) + 1 || fieldOrder.length + 1)));
  const at = a!.findIndex((place, index) => place !== b![index]);
  return at < 0 ? 0 : a![at]! - (b![at] ?? 0);
}

/** Choices and entries of a catalogue carry their own names. */
function namesInside(value: unknown): [string, string][] {
  if (!isObject(value)) return [];
  const { id, name, text } = value as Record<string, unknown>;
  const own = name ?? text;
  return [...(typeof id === "string" && typeof own === "string" ? [[id, own] as [string, string]] : []), ...Object.values(value).flatMap(namesInside)];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((line, index) => line === right[index]);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The message that a coordinator sends on to the unit: which round, until when, where, and who is still missing. */
import { formatCount } from "../shared/count";
import { formatClosingMoment, type Instant } from "../shared/time";

export type Reminder = {
  readonly contestName: string;
  readonly roundName: string;
  readonly closesAt: Instant;
  readonly unitName: string;
  readonly address: string;
  /** Who needs a word; empty where they are too many to be read. */
  readonly names: readonly string[];
  /** How many need one and are on the roster. */
  readonly named: number;
  /** Who sit at this moment: missing still, and in no need of a word. */
  readonly sitting: number;
  /** Eligible people without a name on the roster; null where it is not known. */
  readonly unnamed: number | null;
};

/** More names make a message nobody reads; the list goes along as a file. */
const mostNames = 40;

export function reminderText({ contestName, roundName, closesAt, unitName, address, names, named, sitting, unnamed }: Reminder): string {
  const total = named + sitting + (unnamed ?? 0);
  const apart = sitting > 0 ? `, trong đó ${formatCount(sitting)} người đang làm bài` : "";
  const list = names.length === named && named <= mostNames ? names.map((name, index) => `${index + 1}. ${name}`) : [`Danh sách ${formatCount(named)} người có tên gửi kèm theo.`];
  return [
    `Nhắc tham gia cuộc thi “${contestName}”`,
    `${roundName} mở đến ${formatClosingMoment(closesAt)}.`,
    `${unitName} còn ${formatCount(total)} người chưa tham gia${apart}${named > 0 ? ":" : "."}`,
    ...list,
    ...(unnamed !== null && unnamed > 0 ? [`${named + sitting > 0 ? "Ngoài ra có" : "Đây là"} ${formatCount(unnamed)} người chưa có tên trong danh sách; đề nghị đơn vị báo tên cho Ban Tổ chức.`] : []),
    `Đề nghị các đồng chí đăng nhập tại ${address} và hoàn thành bài thi đúng hạn.`,
  ].join("\n");
}

import type { NavGroup } from "~/components/ui/app-shell";
import { paths } from "~/http/paths";

type Entry = { label: string; href: string; /** Further beginnings of addresses that belong to it. */ also?: readonly string[]; count?: number };

/** The organisers' navigation with the page marked whose address is the longest beginning of `pathname`. */
export function navigation(pathname: string, { hasContest, mayManageAccounts, pendingNotes }: { hasContest: boolean; mayManageAccounts: boolean; pendingNotes: number }): NavGroup[] {
  const groups = hasContest ? allGroups(pendingNotes) : groupsBeforeSetup(mayManageAccounts);
  const current = longestMatch(pathname, groups.flatMap((group) => group.entries));
  return groups.map(({ title, entries }) => ({
    title,
    items: entries.map((entry) => ({ label: entry.label, href: entry.href, count: entry.count, isCurrent: entry === current })),
  }));
}

type EntryGroup = { title: string | null; entries: Entry[] };

/** Accounts of the committee may be made before anybody sets the contest up. */
function groupsBeforeSetup(mayManageAccounts: boolean): EntryGroup[] {
  const setup = { title: null, entries: [{ label: "Thiết lập ban đầu", href: paths.organiserSetup, also: [paths.organiser] }] };
  return mayManageAccounts ? [setup, { title: "Người dùng", entries: [{ label: "Tài khoản", href: paths.organiserAccounts }] }] : [setup];
}

function allGroups(pendingNotes: number): EntryGroup[] {
  return [
    { title: null, entries: [{ label: "Bảng điều khiển", href: paths.organiser, also: [paths.organiserSetup] }] },
    {
      title: "Chuẩn bị",
      entries: [
        { label: "Cuộc thi", href: paths.organiserContest },
        { label: "Đơn vị", href: paths.organiserUnits, also: [paths.organiserImport("units")] },
        { label: "Người dự thi", href: paths.organiserPeople, also: [paths.organiserImport("people")] },
        { label: "Ngân hàng câu hỏi", href: paths.organiserQuestions, also: [paths.organiserImport("questions")] },
        { label: "Kỳ thi", href: paths.organiserRounds },
      ],
    },
    {
      title: "Người dùng",
      entries: [
        { label: "Tài khoản", href: paths.organiserAccounts },
        { label: "Phiếu tài khoản", href: paths.organiserSlipUnits },
        { label: "Thư gửi Ban Tổ chức", href: paths.organiserNotes, count: pendingNotes },
      ],
    },
    { title: "Kết quả", entries: [{ label: "Tình hình tham gia", href: paths.participation() }] },
    { title: "Kiểm soát", entries: [{ label: "Nhật ký", href: paths.organiserAudit() }] },
    { title: "Trợ giúp", entries: [{ label: "Hướng dẫn", href: paths.guide }] },
  ];
}

function longestMatch(pathname: string, entries: readonly Entry[]): Entry | undefined {
  const starts = entries.flatMap((entry) => [entry.href, ...(entry.also ?? [])].map((start) => ({ entry, start })));
  const matches = starts.filter(({ start }) => pathname === start || (start !== paths.organiser && pathname.startsWith(`${start}/`)));
  return matches.toSorted((a, b) => b.start.length - a.start.length)[0]?.entry;
}

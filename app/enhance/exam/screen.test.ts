import { describe, expect, it } from "vitest";
import { startOfDay } from "~/domain/shared/time";
import type { QueueState } from "./save-queue";
import { screenOf } from "./screen";

const deadlineAt = startOfDay("2026-06-01") + 9 * 3_600_000;
const calm: QueueState = { unsaved: 0, isSending: false, trouble: null, failingSince: null, stop: null };
/** The screen so many milliseconds before (or, negative, after) the deadline. */
const at = (beforeDeadline: number, queue: Partial<QueueState>, lastSavedAt: number | null = null) =>
  screenOf({ queue: { ...calm, ...queue }, now: deadlineAt - beforeDeadline, deadlineAt, graceMs: 10_000, lastSavedAt });

describe("screenOf", () => {
  it("says saved with the time only when nothing waits", () => {
    expect(at(60_000, {}, deadlineAt - 70_000).save).toEqual({ tone: "ok", text: "Đã lưu", detail: "08:58:50" });
    expect(at(60_000, {}).save).toBeNull();
    expect(at(60_000, { unsaved: 1, isSending: true }).save).toMatchObject({ tone: "busy", text: "Đang lưu…" });
  });

  it("says how many are unsaved and why, and that typing may go on", () => {
    const screen = at(60_000, { unsaved: 3, trouble: "offline", failingSince: deadlineAt - 65_000 });
    expect(screen.save).toMatchObject({ tone: "trouble", text: "Chưa lưu 3 câu" });
    expect(screen.trouble).toBe("Chưa lưu 3 câu – mất mạng, đang thử lại. Cứ làm tiếp, đừng đóng trang.");
    expect(screen).toMatchObject({ panel: null, offersFile: false });
  });

  it("offers the file after half a minute of failing, not for a lost network with everything saved", () => {
    const failingSince = deadlineAt - 91_000;
    expect(at(60_000, { unsaved: 1, trouble: "server", failingSince }).offersFile).toBe(true);
    expect(at(60_000, { unsaved: 0, trouble: "server", failingSince }).offersFile).toBe(false);
  });

  it("asks for a sign-in and says when it was the wrong account", () => {
    expect(at(60_000, { unsaved: 2, stop: "signed-out" })).toMatchObject({ needsSignIn: true, trouble: "Chưa lưu 2 câu – cần đăng nhập lại." });
    expect(at(60_000, { stop: "foreign" }).signInText).toContain("không phải của bài thi này");
  });

  it("says collected at the end only when everything is on the server", () => {
    expect(at(0, {})).toMatchObject({ panel: "over", overTitle: "Đã hết giờ – bài đã được thu", mayLeave: true, offersFile: false });
    const unsent = { unsaved: 2, trouble: "offline" as const, failingSince: deadlineAt - 1_000 };
    expect(at(-1_000, unsent)).toMatchObject({ panel: "over", overTitle: "Đã hết giờ – 2 câu chưa gửi được", mayLeave: false, offersFile: true });
    expect(at(-1_000, unsent).overText).toContain("còn nhận thêm ít giây");
    expect(at(-10_000, unsent).overText).toContain("có thể không được tính");
  });

  it("says so when the server took the rest too late, or somebody submitted elsewhere", () => {
    expect(at(-20_000, { unsaved: 2, stop: "closed" })).toMatchObject({ overTitle: "Đã hết giờ – 2 câu không được tính", mayLeave: true, offersFile: true });
    expect(at(60_000, { stop: "closed" })).toMatchObject({ panel: "over", overTitle: "Bài đã được nộp" });
  });

  it("shows a takeover with the file of what was not sent", () => {
    expect(at(60_000, { unsaved: 1, stop: "stale-writer" })).toMatchObject({ panel: "stale", offersFile: true });
  });
});

import { expect, test } from "vitest";
import { noNews, tellOf } from "./tell-of";

const minute = 60_000;
const quiet = { moved: null, kept: null, spoken: null };
const told = { text: "Cũ", endsAt: 121_000 };
const tick = (before: number, after: number, moved: string | null, now: number) => ({ before: before * minute, after: after * minute, moved, now });

test.each([
  ["nothing", tick(9, 8.9, null, 1_000), noNews, { ...quiet, news: noNews }],
  ["minutes left", tick(5.001, 4.999, null, 1_000), noNews, { ...quiet, spoken: "Còn 5 phút.", news: noNews }],
  ["a deadline moved later", tick(4, 14, "Mới", 1_000), noNews, { ...quiet, moved: "Mới", news: { text: "Mới", endsAt: 121_000 } }],
  ["a leap to an earlier deadline speaks no minutes", tick(12, 4, "Mới", 1_000), noNews, { ...quiet, moved: "Mới", news: { text: "Mới", endsAt: 121_000 } }],
  ["a leap to the very end says that", tick(12, 0, "Mới", 1_000), noNews, { ...quiet, moved: "Mới", spoken: "Đã hết giờ làm bài.", news: { text: "Mới", endsAt: 121_000 } }],
  ["stays in the head for two minutes", tick(9, 8.9, null, 121_000), told, { ...quiet, news: told }],
  ["is handed over to the page after them, once", tick(9, 8.9, null, 121_001), told, { ...quiet, kept: "Cũ", news: noNews }],
  ["is handed over while minutes are spoken", tick(5.001, 4.999, null, 121_001), told, { ...quiet, kept: "Cũ", spoken: "Còn 5 phút.", news: noNews }],
  ["newer news takes the place of older that was due", tick(9, 19, "Mới", 121_001), told, { ...quiet, moved: "Mới", news: { text: "Mới", endsAt: 241_001 } }],
])("%s", (_, now, news, expected) => {
  expect(tellOf(now, news)).toEqual(expected);
});

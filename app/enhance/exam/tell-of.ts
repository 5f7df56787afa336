import { announcement } from "./countdown";

/** As long as a moved deadline is said in the head; then it stands in the page, which may be scrolled away. */
const newsMs = 120_000;

/** What the head says of a moved deadline, and until when by the page's monotonic clock. */
export type News = { readonly text: string; readonly endsAt: number };
export const noNews: News = { text: "", endsAt: Infinity };

/** `before`, `after`: milliseconds left at the last tick and now; `moved`: see `movedText`. */
type Tick = { readonly before: number; readonly after: number; readonly moved: string | null; readonly now: number };

/** What a tick of the clock tells: in the head (`moved`), from the head into the page (`kept`), aloud; and what the head says from then on. */
export function tellOf({ before, after, moved, now }: Tick, news: News): { news: News; moved: string | null; kept: string | null; spoken: string | null } {
  // why: a leap of the clock passes minutes that nobody had.
  const spoken = moved !== null && after > 0 ? null : announcement(before, after);
  if (moved !== null) return { news: { text: moved, endsAt: now + newsMs }, moved, kept: null, spoken };
  return now > news.endsAt ? { news: noNews, moved, kept: news.text, spoken } : { news, moved, kept: null, spoken };
}

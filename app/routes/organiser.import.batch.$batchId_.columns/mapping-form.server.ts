import { z } from "zod";

const place = z.coerce.number().int().min(0).max(1_048_576);

/** `?sheet=&row=`: where the organiser looks for the titles; anything else is the guess. */
const query = z.object({ sheet: place.nullable().catch(null), row: place.nullable().catch(null) });

export function readMappingQuery(url: string): { sheet: number | null; headerRow: number | null } {
  const search = new URL(url).searchParams;
  const { sheet, row } = query.parse({ sheet: search.get("sheet"), row: search.get("row") });
  return { sheet: search.has("sheet") ? sheet : null, headerRow: search.has("row") ? row : null };
}

const outOfDate = "Trang đã cũ. Mở lại trang này rồi chọn lại.";

/** One choice for each column of the sheet, empty for one that is not used. */
export const mappingFields = z.object({
  sheet: place.catch(-1).refine((value) => value >= 0, outOfDate),
  headerRow: place.catch(-1).refine((value) => value >= 0, outOfDate),
  columns: z.array(z.string().max(80)).max(200, outOfDate).default([]),
});

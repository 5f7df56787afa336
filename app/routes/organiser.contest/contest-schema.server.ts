import { z } from "zod";
import { checkCollective } from "~/domain/standings/check-collective";
import { type CollectiveMeasure, type CollectiveSettings, type PlainMeasure, usualCollective } from "~/domain/standings/collective";
import { measureLabels } from "~/domain/standings/collective-words";
import { documentFields, nameFields, signersOf } from "~/http/contest-fields.server";
import { type Known, type ParsedForm, parseCheckedForm } from "~/http/form.server";
import { optionalText, requiredId, wholeNumber } from "~/http/form-fields.server";
import type { ContestInput } from "~/use-cases/contest/contest-input";

const allMeasures = Object.keys(measureLabels) as CollectiveMeasure[];

const weight = (measure: PlainMeasure) => wholeNumber(`hệ số ${measureLabels[measure].toLowerCase()}`, 0, 100).prefault(String(usualCollective.weights[measure]));

const contestFields = z.object({
  contestId: requiredId("Mở lại trang rồi lưu lại."),
  basis: z.string("Biểu mẫu không hợp lệ. Mở lại trang rồi thử lại."),
  ...nameFields,
  description: optionalText("giới thiệu", 4_000),
  prizes: optionalText("giải thưởng", 4_000),
  measures: z.array(z.enum(["", ...allMeasures], { error: "Tiêu chí không có trong danh sách." })).max(allMeasures.length).default([...usualCollective.measures]),
  minimumRatePercent: wholeNumber("tỷ lệ tối thiểu", 0, 100),
  winnerRanks: wholeNumber("số hạng cá nhân có giải", 0, 1_000).prefault(String(usualCollective.winnerRanks)),
  "weight-rate": weight("rate"),
  "weight-average": weight("average"),
  "weight-entrants": weight("entrants"),
  "weight-winners": weight("winners"),
  ...documentFields,
  consentText: optionalText("nội dung đồng ý", 8_000),
});

type ContestFields = z.output<typeof contestFields>;
type CollectiveFields = Pick<ContestFields, "measures" | "winnerRanks" | "weight-rate" | "weight-average" | "weight-entrants" | "weight-winners">;

/** Settings of a contest. */
export function parseContest(form: FormData): ParsedForm<{ contestId: string; basis: string; input: ContestInput }> {
  const parsed = parseCheckedForm(form, contestFields, (known) => (isCollective(known) ? checkCollective(collectiveOf(known)) : {}));
  if (!parsed.ok) return parsed;
  const { contestId, basis, signerTitle, signerName, name, startsOn, contact, description, prizes, minimumRatePercent, superiorBody, agency, place, consentText } = parsed.value;
  const signers = signersOf({ signerTitle, signerName });
  const input = { name, startsOn, contact, description, prizes, minimumRatePercent, superiorBody, agency, place, consentText, signers, collective: collectiveOf(parsed.value) };
  return { ok: true, value: { contestId, basis, input } };
}

function collectiveOf({ measures, winnerRanks, ...fields }: CollectiveFields): CollectiveSettings {
  const weights = { rate: fields["weight-rate"], entrants: fields["weight-entrants"], average: fields["weight-average"], winners: fields["weight-winners"] };
  return { measures: measures.filter((measure) => measure !== ""), weights, winnerRanks };
}

/** Rules between fields are asked once each of them is right by itself. */
function isCollective(known: Known<typeof contestFields>): known is Known<typeof contestFields> & CollectiveFields {
  return ["measures", "winnerRanks", "weight-rate", "weight-average", "weight-entrants", "weight-winners"].every((name) => Object.hasOwn(known, name));
}

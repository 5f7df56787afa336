import { minuteMs } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { createScenario } from "./scenario";

/**
 * A closed round small enough to be worked out by hand: 4 units, 12 people of whom one has retired, 10 attempts. The tests that use it derive every
 * number in their titles from the lines below. It ran from 01/06/2022 08:00 to 05/06/2022 17:00; the prediction is “persons”.
 */
export const at = (day: number, hour: number, minute = 0) => Date.UTC(2022, 5, day, hour - 7, minute);

export async function seedGoldenResults(handle: Handle) {
  const scenario = await createScenario(handle, { minimumRatePercent: 30 });
  await scenario.bloc("CBCS");
  await scenario.bloc("Đoàn viên");
  await scenario.unit("CAH", { name: "Công an huyện", type: "Cơ quan", eligible: { all: 2, CBCS: 2, "Đoàn viên": 0 } });
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội nghiệp vụ", parent: "CAH", eligible: { all: 4, CBCS: 4, "Đoàn viên": 2 } });
  await scenario.unit("D02", { name: "Đội An ninh", type: "Đội nghiệp vụ", parent: "CAH", eligible: { all: 5, CBCS: 5, "Đoàn viên": 1 } });
  await scenario.unit("X01", { name: "Công an xã Tịnh Hà", type: "Công an xã", parent: "CAH", eligible: { all: 3, CBCS: 2, "Đoàn viên": 1 } });

  await scenario.person("000101", { name: "Trần Văn An", unit: "CAH", blocs: ["CBCS"], isCommitteeMember: true });
  await scenario.person("001101", { name: "Lê Thị Bình", unit: "D01", blocs: ["CBCS", "Đoàn viên"] });
  await scenario.person("001102", { name: "Phạm Văn Cường", unit: "D01", blocs: ["CBCS", "Đoàn viên"] });
  await scenario.person("001103", { name: "Võ Thị Dung", unit: "D01", blocs: ["CBCS"], phone: "0950000103" });
  await scenario.person("002101", { name: "Đỗ Văn Em", unit: "D02", blocs: ["CBCS", "Đoàn viên"] });
  await scenario.person("002102", { name: "Bùi Thị Giang", unit: "D02", blocs: ["CBCS"] });
  await scenario.person("002103", { name: "Hồ Văn Hải", unit: "D02", blocs: ["CBCS"] });
  await scenario.person("002104", { name: "Ngô Thị Khánh", unit: "D02", blocs: ["CBCS"] });
  await scenario.person("002105", { name: "Lý Văn Lâm", unit: "D02", blocs: ["CBCS"], retiredAt: at(1, 0) });
  await scenario.person("009101", { name: "Mai Văn Minh", unit: "X01", blocs: ["CBCS"] });
  await scenario.person("009102", { name: "Trương Thị Nga", unit: "X01", blocs: ["Đoàn viên"] });
  await scenario.person("009103", { name: "=Đặng Văn Oanh", unit: "X01", blocs: ["CBCS"] });

  const round = await scenario.round({ name: "Kỳ 1", opensAt: at(1, 8), closesAt: at(5, 17) });
  const minutes = (count: number) => count * minuteMs;
  await scenario.attempt({ round, person: "000101", startedAt: at(1, 9), lasted: minutes(10), score: 2000 });
  await scenario.attempt({ round, person: "001101", startedAt: at(1, 10), lasted: minutes(15), score: 1600 });
  await scenario.attempt({ round, person: "001101", startedAt: at(2, 10), lasted: minutes(12), score: 1800 });
  await scenario.attempt({ round, person: "001102", startedAt: at(1, 11), lasted: minutes(10), score: 1800 });
  await scenario.attempt({ round, person: "001103", startedAt: at(2, 14), lasted: minutes(20), state: "expired", score: 0, answered: 0 });
  await scenario.attempt({ round, person: "002101", startedAt: at(2, 9), lasted: minutes(8), score: 2000 });
  await scenario.attempt({ round, person: "002102", startedAt: at(2, 9), lasted: minutes(8), state: "void", score: 2000 });
  await scenario.attempt({ round, person: "002103", unit: "X01", startedAt: at(3, 8), lasted: minutes(15), score: 1200 });
  await scenario.attempt({ round, person: "009101", startedAt: at(3, 9), lasted: minutes(10), score: 1800 });
  await scenario.attempt({ round, person: "009102", startedAt: at(5, 16, 50), lasted: minutes(10), state: "expired", score: 1000, answered: 12 });
  await scenario.predict(round, "001101", 7);
  await scenario.predict(round, "001102", 9);
  await scenario.predict(round, "009101", 5);
  return { ...scenario, roundId: round };
}

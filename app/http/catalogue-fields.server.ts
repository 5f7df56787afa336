import { z } from "zod";
import { doubleNameMessage } from "~/domain/contest/check-catalogue";

const ids = z.array(z.string().max(64)).max(300).default([]);
const names = z.array(z.string().max(200, "Tên trong danh mục dài quá 200 ký tự.")).max(300).default([]);

/** The short lists as parallel lists of rows. */
export const catalogueFields = {
  levelId: ids, levelName: names,
  topicId: ids, topicName: names,
  unitTypeId: ids, unitTypeName: names,
  blocId: ids, blocName: names,
  blocGender: z.array(z.enum(["", "male", "female"])).max(300).default([]),
  blocMaxAge: z.array(z.string().regex(/^(\d{1,3})?$/, "Tuổi tối đa của khối là số nguyên, hoặc để trống.")).max(300).default([]),
};

export type CatalogueFields = z.output<z.ZodObject<typeof catalogueFields>>;

/** A new row without a name is left out, a known one without a name is taken away. */
export function cataloguesOf(lists: CatalogueFields) {
  return {
    levels: rows(lists.levelId, lists.levelName).map(({ id, name }) => ({ id, name })),
    topics: rows(lists.topicId, lists.topicName).map(({ id, name }) => ({ id, name })),
    unitTypes: rows(lists.unitTypeId, lists.unitTypeName).map(({ id, name }) => ({ id, name })),
    blocs: rows(lists.blocId, lists.blocName).map(({ id, name, row }) => ({ id, name, onlyGender: lists.blocGender[row] || null, maxAge: lists.blocMaxAge[row] ? Number(lists.blocMaxAge[row]) : null })),
  };
}

/** Of every list with a name that stands in it twice, the message under the name of the list. */
export function doubleNames({ levelName = [], topicName = [], unitTypeName = [], blocName = [] }: Partial<CatalogueFields>): Record<string, string> {
  const lists = { levels: levelName, topics: topicName, unitTypes: unitTypeName, blocs: blocName };
  return Object.fromEntries(Object.entries(lists).flatMap(([list, listNames]) => {
    const message = doubleNameMessage(listNames);
    return message === null ? [] : [[list, message]];
  }));
}

function rows(rowIds: readonly string[], rowNames: readonly string[]) {
  return rowNames.map((name, row) => ({ id: rowIds[row] ?? "", name, row })).filter(({ id, name }) => id !== "" || name !== "");
}

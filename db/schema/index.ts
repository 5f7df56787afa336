export * from "./access";
export * from "./attempt";
export * from "./contest";
export * from "./import";
export * from "./people";
export * from "./question";
export * from "./security";
export * from "./unit";

export * from "./config.ts";
export * from "./gate.ts";
export * from "./payload.ts";
export * from "./queue.ts";
export * from "./report.ts";
export * from "./run.ts";
export * from "./sender.ts";
export * from "./series.ts";

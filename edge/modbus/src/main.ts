// modbus.cjs run [--config FILE]; without a file the configuration is the first line of standard input, and its end ends the program.
import { report, runEdge } from "@werkstrom/edge-common";
import type { ModbusConfig } from "./config.ts";
import { ModbusMachine } from "./machine.ts";

async function main(args: string[]): Promise<number> {
  if (args[0] === "run") return runEdge<ModbusConfig>(args, (config, outlet) => new ModbusMachine(config, outlet));
  report({ type: "failed", code: "Config", text: `There is no verb '${args[0] ?? ""}'; there is: run.` });
  return 2;
}

void main(process.argv.slice(2)).then((code) => process.exit(code));

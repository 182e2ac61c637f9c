// opcua.cjs run|browse [--config FILE]; without a file the configuration is the first line of standard input, and its end ends the program.
import "./quiet.ts";
import { readConfig, report, runEdge } from "@werkstrom/edge-common";
import { setErrorLogger, setWarningLogger } from "node-opcua-client";
import { browse, type BrowseConfig } from "./browse.ts";
import { check, type OpcuaConfig } from "./config.ts";
import { faultOf } from "./faults.ts";
import { OpcuaMachine } from "./machine.ts";

setErrorLogger(() => undefined);
setWarningLogger(() => undefined);

async function main(args: string[]): Promise<number> {
  if (args[0] === "run") {
    return runEdge<OpcuaConfig>(args, (config, outlet) => {
      check(config.opcua);
      return new OpcuaMachine(config, outlet);
    });
  }
  try {
    const config = await readConfig<BrowseConfig>(args, () => process.exit(0));
    check(config.opcua);
    await browse(config);
    return 0;
  } catch (e) {
    const fault = faultOf(e);
    report({ type: "failed", code: fault.code, text: fault.message });
    return 2;
  }
}

void main(process.argv.slice(2)).then((code) => process.exit(code));

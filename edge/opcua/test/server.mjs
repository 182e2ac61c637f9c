// An OPC UA server for tests, a program of its own: node server.mjs PORT FOLDER [USER PASSWORD]. Commands are JSON lines on standard input:
// {"set":NAME,"value":V,"status":"BadSensorFailure","time":ISO}, {"stop":true}, {"start":true}; each is answered by a line.
import { createInterface } from "node:readline";
import manager from "node-opcua-certificate-manager";
import client from "node-opcua-client";
import opcua from "node-opcua-server";

const { DataType, MessageSecurityMode, SecurityPolicy, StatusCodes, Variant, VariantArrayType } = client;
const { OPCUACertificateManager } = manager;
const { OPCUAServer } = opcua;
// the codes of UN/ECE are three letters in a number (OPC UA part 8, 5.6.4.3): CEL is 0x43454C
const celsius = { namespaceUri: "http://www.opcfoundation.org/UA/units/un/cefact", unitId: 4408652, displayName: "°C", description: "degree Celsius" };

const [port, folder, user, password] = process.argv.slice(2);
let server;
let nodes = {};
const kept = {};

async function start() {
  const store = new OPCUACertificateManager({ rootFolder: `${folder}/pki`, automaticallyAcceptUnknownCertificate: true, disableFileWatchers: true });
  await store.initialize();
  server = new OPCUAServer({
    port: Number(port), hostname: "127.0.0.1", serverCertificateManager: store, certificateFile: `${folder}/pki/server.pem`, serverInfo: { applicationUri: "urn:werkstrom:test-server" },
    buildInfo: { productName: "Werkstrom test server" }, allowAnonymous: !user, securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256], registerServerMethod: 1, serverCapabilities: { minSupportedSampleRate: 0 }, // tells every change
    userManager: { isValidUser: (name, word) => name === user && word === password },
  });
  await server.initialize();
  build(server.engine.addressSpace);
  await server.start();
}

function build(space) {
  const own = space.getOwnNamespace();
  const press = own.addObject({ organizedBy: space.rootFolder.objects, browseName: "Press3", displayName: "Presse 3" });
  const drive = own.addObject({ componentOf: press, browseName: "Drive/A", displayName: "Antrieb" });
  const enumeration = own.addEnumerationType({ browseName: "PressState", enumeration: ["Stopped", "Running", "Fault"] });
  nodes = {
    Temperature: own.addAnalogDataItem({ componentOf: press, browseName: "Temperature", displayName: "Temperatur", nodeId: "s=Temperature", dataType: "Double", engineeringUnitsRange: { low: -20, high: 180 },
      engineeringUnits: celsius, value: new Variant({ dataType: DataType.Double, value: 20 }) }),
    Counter: own.addVariable({ componentOf: press, browseName: "Counter", nodeId: "s=Counter", dataType: "UInt32", value: new Variant({ dataType: DataType.UInt32, value: 0 }) }),
    Running: own.addVariable({ componentOf: press, browseName: "Running", nodeId: "s=Running", dataType: "Boolean", value: new Variant({ dataType: DataType.Boolean, value: true }) }),
    State: own.addVariable({ componentOf: press, browseName: "State", nodeId: "s=State", dataType: enumeration, value: new Variant({ dataType: DataType.Int32, value: 1 }) }),
    Order: own.addVariable({ componentOf: press, browseName: "Order", nodeId: "s=Order", dataType: "String", value: new Variant({ dataType: DataType.String, value: "A-17" }) }),
    Currents: own.addVariable({ componentOf: drive, browseName: "Currents", nodeId: "s=Currents", dataType: "Float", valueRank: 1, arrayDimensions: [3],
      value: new Variant({ dataType: DataType.Float, arrayType: VariantArrayType.Array, value: new Float32Array([1.5, 71.3, 3]) }) }),
    Serial: own.addVariable({ componentOf: drive, browseName: "Serial", nodeId: "s=Serial", dataType: "ByteString", value: new Variant({ dataType: DataType.ByteString, value: Buffer.from([1, 2]) }) }),
  };
  for (const [name, value] of Object.entries(kept)) nodes[name].setValueFromSource(value.variant, value.status, value.time);
}

function set({ set: name, value, status, time }) {
  const before = nodes[name].readValue().value;
  const variant = new Variant({ dataType: before.dataType, arrayType: before.arrayType, value: value ?? before.value });
  kept[name] = { variant, status: StatusCodes[status ?? "Good"], time: time ? new Date(time) : new Date() };
  nodes[name].setValueFromSource(kept[name].variant, kept[name].status, kept[name].time);
}

function answer(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

console.log = console.warn = console.info = console.error = () => undefined;
createInterface({ input: process.stdin }).on("line", async (line) => {
  const command = JSON.parse(line);
  if (command.set) set(command);
  if (command.stop) await server.shutdown(0);
  if (command.start) await start();
  answer({ done: Object.keys(command)[0] });
}).on("close", () => process.exit(0));
await start();
answer({ ready: `opc.tcp://127.0.0.1:${port}` });


// A Modbus/TCP device for tests, a program of its own: node server.mjs PORT. Commands are JSON lines on standard input:
// {"holding":REGISTER,"words":[…]}, {"coil":AT,"value":true}, {"refuse":true}; each is answered by a line.
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import modbus from "jsmodbus";

const holding = Buffer.alloc(200); // registers 0 to 99; others are refused by the library
const coils = Buffer.alloc(2);
const server = createServer();
new modbus.ModbusTCPServer(server, { holding, coils });
const sockets = new Set();
server.on("connection", (socket) => { sockets.add(socket); socket.on("close", () => sockets.delete(socket)).on("error", () => undefined); });

createInterface({ input: process.stdin }).on("line", (line) => {
  const command = JSON.parse(line);
  command.words?.forEach((word, at) => holding.writeUInt16BE(word, (command.holding + at) * 2));
  if (command.coil !== undefined) coils[command.coil >> 3] = command.value ? coils[command.coil >> 3] | (1 << (command.coil & 7)) : coils[command.coil >> 3] & ~(1 << (command.coil & 7));
  if (command.stop) { server.close(); for (const socket of sockets) socket.destroy(); }
  if (command.start) server.listen(Number(process.argv[2]), "127.0.0.1");
  process.stdout.write(`${JSON.stringify({ done: Object.keys(command)[0] })}\n`);
}).on("close", () => process.exit(0));
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ ready: `tcp://127.0.0.1:${process.argv[2]}` })}\n`));

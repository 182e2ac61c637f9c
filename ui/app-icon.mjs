// The app's icon as PNG, drawn here so that no picture and no renderer is needed: a petrol square with the white trace of a signal.
import { crc32, deflateSync } from "node:zlib";

const petrol = [15, 107, 122];
// the trace of src/app-icon.svg, in units of a 32 × 32 field
const trace = [[5, 19], [10, 19], [13, 10], [18, 24], [22, 15], [23.5, 19], [27, 19]];

/** @param {number} size pixels @param {boolean} maskable full-bleed, with the trace inside the safe zone */
export function appIcon(size, maskable) {
  const samples = 3, unit = 32 / size, shrink = maskable ? 0.72 : 1;
  const pixels = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      let inside = 0, on = 0;
      for (let s = 0; s < samples * samples; s++) {
        const px = (x + ((s % samples) + 0.5) / samples) * unit, py = (y + (Math.floor(s / samples) + 0.5) / samples) * unit;
        if (!maskable && !inRounded(px, py, 32, 7)) continue;
        inside++;
        if (distance((px - 16) / shrink + 16, (py - 16) / shrink + 16) <= 1.35) on++;
      }
      const at = y * (size * 4 + 1) + 1 + x * 4, white = inside ? on / inside : 0;
      for (let c = 0; c < 3; c++) pixels[at + c] = Math.round(petrol[c] + (255 - petrol[c]) * white);
      pixels[at + 3] = Math.round((255 * inside) / (samples * samples));
    }
  return png(size, pixels);
}

function inRounded(x, y, side, radius) {
  const dx = Math.max(radius - x, x - (side - radius), 0), dy = Math.max(radius - y, y - (side - radius), 0);
  return dx * dx + dy * dy <= radius * radius;
}

function distance(x, y) {
  let least = Infinity;
  for (let i = 1; i < trace.length; i++) {
    const [ax, ay] = trace[i - 1], [bx, by] = trace[i], dx = bx - ax, dy = by - ay;
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy));
  }
  return least;
}

function png(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]), length = Buffer.alloc(4), check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

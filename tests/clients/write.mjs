// Writes with the real clients of InfluxDB and says, as JSON, what they made of the answers.
// node write.mjs v1|v2 URL TOKEN NAME
import { InfluxDB as InfluxV1 } from 'influx';
import { InfluxDB as InfluxV2, Point } from '@influxdata/influxdb-client';

const [, , version, url, token, name] = process.argv;
const start = 1_760_000_000;
const rows = 500;

async function v2() {
  const errors = [];
  const requests = { ok: 0 };
  const api = new InfluxV2({ url, token }).getWriteApi('werk', 'halle', 's', {
    batchSize: rows + 1, // so that flush sends and waits
    flushInterval: 0,
    maxRetries: 0,
    gzipThreshold: 1_000,
    writeFailed: (error, lines, attempt) =>
      void errors.push({ status: error.statusCode, code: error.code, message: error.message, retry: error.retryAfter?.() ?? null, lines: lines.length, attempt }),
    writeSuccess: () => void requests.ok++,
  });
  api.useDefaultTags({ halle: 'Süd, Tor 1' });
  for (let i = 0; i < rows; i++) {
    api.writePoint(new Point(name).tag('m', `p${i % 5}`).floatField('t', i + 0.5).intField('n', i).booleanField('an', i % 2 === 0)
      .stringField('zustand', i % 2 ? 'läuft "gut"' : 'steht').timestamp(start + i));
  }
  await api.flush();
  api.writeRecords([`${name},m=q t=1 ${start}`, `${name},m=q t= ${start}`, `${name},m=q t=2 ${start + 1}`]);
  await api.flush().catch(() => {});
  await api.close().catch(() => {});
  return { ok: requests.ok, errors };
}

async function v1() {
  const { hostname, port } = new URL(url);
  const influx = new InfluxV1({ host: hostname, port: Number(port), username: 'egal', password: token, database: 'werk' });
  const [ping] = await influx.ping(5_000);
  await influx.createDatabase('werk');
  const databases = await influx.getDatabaseNames();
  const points = Array.from({ length: rows }, (_, i) => ({
    measurement: name,
    tags: { halle: 'Süd, Tor 1', m: `p${i % 5}` },
    fields: { t: i + 0.5, an: i % 2 === 0, zustand: i % 2 ? 'läuft "gut"' : 'steht' },
    timestamp: new Date((start + i) * 1_000),
  }));
  await influx.writePoints(points, { precision: 's' });
  const errors = [];
  await influx.writePoints([{ measurement: name, tags: { m: 'q' }, fields: { t: 1 }, timestamp: new Date(start * 1_000) },
    { measurement: name, tags: { m: 'q' }, fields: { t: 2 }, timestamp: new Date('2200-01-01') }], { precision: 's' })
    .catch(error => void errors.push({ status: error.res?.statusCode ?? null, message: error.message }));
  return { online: ping.online, version: ping.version, databases, errors };
}

console.log(JSON.stringify(await (version === 'v1' ? v1 : v2)()));

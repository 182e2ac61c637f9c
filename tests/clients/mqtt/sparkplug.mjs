// A Sparkplug B edge node as people write them: npm mqtt and npm sparkplug-payload.
// sparkplug.mjs URL TOKEN HOST: waits for the host application, sends data before its birth, answers the rebirth that it is asked for,
// sends data, and is lost without a word. Writes what it got as JSON; the time of its data is in "at".
import mqtt from 'mqtt'
import sparkplug from 'sparkplug-payload'

const [url, token, host] = process.argv.slice(2)
const { encodePayload, decodePayload } = sparkplug.get('spBv1.0')
const at = Date.now() - 60_000
const said = { at, asked: [] }
const limit = setTimeout(() => { console.error('nothing came for a minute', JSON.stringify(said)); process.exit(1) }, 60_000)

const death = { timestamp: at, metrics: [{ name: 'bdSeq', type: 'UInt64', value: 3, timestamp: at }] }
const client = mqtt.connect(url, {
  clientId: 'edge-node', username: 'edge', password: token, clean: true, reconnectPeriod: 0,
  will: { topic: 'spBv1.0/plant/NDEATH/edge', payload: Buffer.from(encodePayload(death)), qos: 1, retain: false },
})
client.on('error', (error) => { console.error(error); process.exit(1) })

let seq = 0
const send = (verb, device, metrics) => client.publishAsync(
  `spBv1.0/plant/${verb}/edge${device}`, Buffer.from(encodePayload({ timestamp: at, seq: seq++ % 256, metrics })), { qos: 0, retain: false })

const birth = async () => {
  seq = 0
  await send('NBIRTH', '', [
    { name: 'bdSeq', type: 'UInt64', value: 3, timestamp: at },
    { name: 'Node Control/Rebirth', type: 'Boolean', value: false, timestamp: at },
    { name: 'Supply Voltage', alias: 1, type: 'Float', value: 24.5, timestamp: at, properties: { engUnit: { type: 'String', value: 'V' } } },
  ])
  await send('DBIRTH', '/press', [
    { name: 'Hydraulics/oil', alias: 2, type: 'Double', value: 41.25, timestamp: at, properties: { engUnit: { type: 'String', value: '°C' } } },
    { name: 'strokes', alias: 3, type: 'Int64', value: 1000, timestamp: at },
    { name: 'running', alias: 4, type: 'Boolean', value: true, timestamp: at },
    { name: 'mode', alias: 5, type: 'String', value: 'auto', timestamp: at },
    { name: 'oldest', alias: 6, type: 'Int8', value: -5, timestamp: at - 3_600_000, isHistorical: true },
    { name: 'pump', type: 'Template', timestamp: at, value: {
      isDefinition: false, templateRef: 'Pump', metrics: [{ name: 'speed', type: 'UInt32', value: 4000000000, timestamp: at }] } },
  ])
}

client.on('message', async (topic, payload) => {
  if (topic === `spBv1.0/STATE/${host}`) {
    said.online = JSON.parse(payload.toString()).online
    await client.subscribeAsync('spBv1.0/plant/NCMD/edge', { qos: 0 })
    await send('DDATA', '/press', [{ alias: 2, type: 'Double', value: 1, timestamp: at }])
    return
  }
  const command = decodePayload(payload)
  said.asked.push(command.metrics.map((metric) => [metric.name, metric.type, metric.value]))
  said.seq = command.seq ?? null
  await birth()
  await send('DDATA', '/press', [
    { alias: 2, type: 'Double', value: 42.5, timestamp: at + 1000 },
    { alias: 3, type: 'Int64', value: 1001, timestamp: at + 1000 },
    { alias: 4, type: 'Boolean', value: false, timestamp: at + 1000 }])
  await send('NDATA', '', [{ alias: 1, type: 'Float', value: 23.75, timestamp: at + 2000 }])
  await client.publishAsync('plant/edge/sent', '1', { qos: 1 }) // when this is answered, all before it has been read
  clearTimeout(limit)
  console.log(JSON.stringify(said))
  client.stream.destroy()
})
client.on('close', () => process.exit(0))
await client.subscribeAsync(`spBv1.0/STATE/${host}`, { qos: 1 })

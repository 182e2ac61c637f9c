// What a machine does over MQTT, with npm's mqtt, and what came of it as JSON.
// node clients.mjs URL TOKEN 3.1.1|5.0 NAME
import mqtt from 'mqtt';

const [, , url, token, version, name] = process.argv;
const five = version === '5.0';
const open = [];

async function connect(who, more = {}) {
  const client = await mqtt.connectAsync(url, {
    clientId: `${name}-${who}`, username: 'any', password: token, protocolVersion: five ? 5 : 4, reconnectPeriod: 0, ...more,
  });
  client.got = [];
  client.on('message', (topic, payload, packet) => client.got.push({ topic, text: payload.toString(), ...packet }));
  open.push(client);
  return client;
}

async function until(what, holds) {
  for (const end = Date.now() + 30_000; !holds(); await new Promise(done => setTimeout(done, 20))) {
    if (Date.now() > end) throw new Error(`${what} did not come`);
  }
}

const said = {};
const sender = await connect('sender');
const reader = await connect('reader');

await reader.subscribeAsync(`${name}/line/+`, { qos: 2 });
for (const qos of [0, 1, 2]) await sender.publishAsync(`${name}/line/q${qos}`, `${qos + 1}.5`, { qos });
await until('QoS 0, 1, 2', () => reader.got.length === 3);
said.qos = reader.got.map(m => [m.topic, m.qos, m.text]).sort();

await sender.publishAsync(`${name}/kept`, '7', { qos: 1, retain: true });
const late = await connect('late');
await late.subscribeAsync(`${name}/kept`, { qos: 1 });
await until('retained', () => late.got.length === 1);
said.retained = [late.got[0].retain, late.got[0].text];

await reader.subscribeAsync(`${name}/will`, { qos: 1 });
const dying = await connect('dying', { will: { topic: `${name}/will`, payload: '0', qos: 1 } });
dying.stream.destroy();
await until('will', () => reader.got.some(m => m.topic === `${name}/will`));
said.will = reader.got.at(-1).text;

const session = { clean: false, ...(five ? { properties: { sessionExpiryInterval: 3600 } } : {}) };
const away = await connect('away', session);
await away.subscribeAsync(`${name}/away`, { qos: 2 });
await away.endAsync();
for (const qos of [1, 2]) await sender.publishAsync(`${name}/away`, `${qos}`, { qos });
let present;
const back = mqtt.connect(url, { clientId: `${name}-away`, username: 'any', password: token, protocolVersion: five ? 5 : 4, reconnectPeriod: 0, ...session });
open.push(back);
const missed = [];
back.on('connect', packet => (present = packet.sessionPresent)).on('message', (_, payload) => missed.push(payload.toString()));
await until('what was missed', () => missed.length === 2);
said.session = [present, ...missed.sort()];

const members = [await connect('one'), await connect('two')];
for (const member of members) await member.subscribeAsync(`$share/crew/${name}/work`, { qos: 1 });
for (let i = 0; i < 20; i++) await sender.publishAsync(`${name}/work`, `${i}`, { qos: 1 });
await until('shared work', () => members[0].got.length + members[1].got.length >= 20);
said.shared = [members[0].got.length + members[1].got.length, members.every(m => m.got.length > 0)];

if (five) {
  const maker = await connect('maker', { properties: { topicAliasMaximum: 10 }, autoAssignTopicAlias: false });
  await maker.subscribeAsync(`${name}/ask`, { qos: 1, nl: true, properties: { subscriptionIdentifier: 17 } });
  maker.on('message', (_, payload, { properties }) =>
    maker.publish(properties.responseTopic, `${Number(payload) * 2}`, { qos: 1, properties: { correlationData: properties.correlationData } }));
  await reader.subscribeAsync(`${name}/answer`, { qos: 1 });
  await sender.publishAsync(`${name}/ask`, '21', {
    qos: 1,
    properties: {
      responseTopic: `${name}/answer`, correlationData: Buffer.from('k1'), contentType: 'text/plain', payloadFormatIndicator: true,
      messageExpiryInterval: 60, userProperties: { shift: 'früh' },
    },
  });
  await until('answer', () => reader.got.some(m => m.topic === `${name}/answer`));
  const { text, properties } = reader.got.at(-1);
  said.answer = [text, properties.correlationData.toString()];
  const { subscriptionIdentifier, contentType, payloadFormatIndicator, userProperties } = maker.got[0].properties;
  said.properties = [subscriptionIdentifier, contentType, payloadFormatIndicator, userProperties.shift];
}

await Promise.all(open.map(client => client.endAsync(true).catch(() => {})));
console.log(JSON.stringify(said));

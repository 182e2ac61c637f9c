"""
What a machine does over MQTT, with Debian's python3-paho-mqtt (1.6 and 2), and what came of it as JSON.
python3 clients.py HOST PORT TOKEN 3.1.1|5.0 NAME tcp|websockets
"""
import json
import sys
import time

import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

host, port, token, version, name, transport = sys.argv[1:]
five = version == '5.0'
started = []


def until(what, holds):
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, f'{what} did not come'
        time.sleep(0.02)


def properties(kind, **values):
    made = Properties(kind)
    for key, value in values.items():
        setattr(made, key, value)
    return made


def connect(who, kept=False, will=None):
    more = {} if five else {'clean_session': not kept}
    if hasattr(paho, 'CallbackAPIVersion'):
        more['callback_api_version'] = paho.CallbackAPIVersion.VERSION1
    client = paho.Client(client_id=f'{name}-{who}', protocol=paho.MQTTv5 if five else paho.MQTTv311, transport=transport, **more)
    client.got, client.present, client.granted = [], None, 0
    client.username_pw_set('any', token)
    if transport == 'websockets':
        client.ws_set_options(path='/mqtt')
    if will:
        client.will_set(will, '0', qos=1)
    client.on_message = lambda c, _, m: c.got.append(m)
    client.on_connect = lambda c, _, flags, code, *more: setattr(c, 'present', (int(flags['session present']), str(code)))
    client.on_subscribe = lambda c, *more: setattr(c, 'granted', c.granted + 1)
    if five:
        client.connect(host, int(port), clean_start=not kept, properties=properties(PacketTypes.CONNECT, SessionExpiryInterval=3600 if kept else 0))
    else:
        client.connect(host, int(port))
    client.loop_start()
    started.append(client)
    until('CONNACK', lambda: client.present)
    return client


def subscribe(client, filter, **more):
    before = client.granted
    client.subscribe(filter, **(more or {'qos': 2}))
    until('SUBACK', lambda: client.granted > before)


def publish(client, topic, payload, qos=1, **more):
    told = client.publish(f'{name}/{topic}', payload, qos, **more)
    told.wait_for_publish(30)
    assert told.is_published(), f'{topic} was not acknowledged'


def end(client):
    client.disconnect()
    client.loop_stop()


said = {}
sender, reader = connect('sender'), connect('reader')
subscribe(reader, f'{name}/line/+')
for qos in 0, 1, 2:
    publish(sender, f'line/q{qos}', f'{qos + 1}.5', qos)
until('QoS 0, 1, 2', lambda: len(reader.got) == 3)
said['qos'] = sorted([m.topic, m.qos, m.payload.decode()] for m in reader.got)

publish(sender, 'kept', '7', retain=True)
late = connect('late')
subscribe(late, f'{name}/kept')
until('retained', lambda: late.got)
said['retained'] = [bool(late.got[0].retain), late.got[0].payload.decode()]

subscribe(reader, f'{name}/will')
dying = connect('dying', will=f'{name}/will')
dying._sock_close()
until('will', lambda: len(reader.got) == 4)
said['will'] = reader.got[3].payload.decode()
dying.loop_stop()

away = connect('away', kept=True)
subscribe(away, f'{name}/away')
end(away)
for qos in 1, 2:
    publish(sender, 'away', str(qos), qos)
away = connect('away', kept=True)
until('what was missed', lambda: len(away.got) == 2)
said['session'] = [bool(away.present[0]), *sorted(m.payload.decode() for m in away.got)]

members = [connect('one'), connect('two')]
for member in members:
    subscribe(member, f'$share/crew/{name}/work', qos=1)
for i in range(20):
    publish(sender, 'work', str(i))
until('shared work', lambda: sum(len(m.got) for m in members) >= 20)
said['shared'] = [sum(len(m.got) for m in members), all(m.got for m in members)]

if five:
    maker = connect('maker')
    subscribe(maker, f'{name}/ask', options=SubscribeOptions(qos=1, noLocal=True),
              properties=properties(PacketTypes.SUBSCRIBE, SubscriptionIdentifier=17))
    subscribe(reader, f'{name}/answer')
    publish(sender, 'ask', '21', properties=properties(
        PacketTypes.PUBLISH, ResponseTopic=f'{name}/answer', CorrelationData=b'k1', ContentType='text/plain', PayloadFormatIndicator=1,
        MessageExpiryInterval=60, UserProperty=('shift', 'früh')))
    until('request', lambda: maker.got)
    asked = maker.got[0]
    maker.publish(asked.properties.ResponseTopic, str(int(asked.payload) * 2), 1,
                  properties=properties(PacketTypes.PUBLISH, CorrelationData=asked.properties.CorrelationData))
    until('answer', lambda: len(reader.got) == 5)
    said['answer'] = [reader.got[4].payload.decode(), reader.got[4].properties.CorrelationData.decode()]
    p = asked.properties
    ids = p.SubscriptionIdentifier
    said['properties'] = [ids[0] if isinstance(ids, list) else ids, p.ContentType, bool(p.PayloadFormatIndicator), dict(p.UserProperty)['shift']]

for client in started:
    end(client)
print(json.dumps(said))

"""
Publishes 1, 2, 3, … with QoS 1 and with QoS 2 at the same time over as many connections as it takes, and reads all of it in a session
that is kept: Debian's python3-paho-mqtt. Says what was acknowledged and what came; when its input ends, it publishes no more, waits for
the last answers and messages, and ends.
python3 load.py PORT TOKEN NAME
"""
import socket
import sys
import threading
import time

import paho.mqtt.client as paho

port, token, name = sys.argv[1:]
stop = threading.Event()
told = threading.Lock()
published, received = {1: 0, 2: 0}, {1: set(), 2: set()}


def tell(*words):
    with told:
        print(*words, flush=True)


class Client(paho.Client):
    """Tries to reconnect only when somebody listens: a second try makes paho 1.6 forget what was released, and send it anew."""

    def reconnect(self):
        while True:
            try:
                socket.create_connection(('127.0.0.1', int(port)), 5).close()
                return super().reconnect()
            except ConnectionRefusedError:
                time.sleep(0.05)


def make(who):
    more = {'callback_api_version': paho.CallbackAPIVersion.VERSION1} if hasattr(paho, 'CallbackAPIVersion') else {}
    client = Client(client_id=f'{name}-{who}', clean_session=False, **more)
    client.username_pw_set('any', token)
    client.reconnect_delay_set(0.05, 0.5)
    return client


def got(client, _, message):
    qos = int(message.topic[-1])
    received[qos].add(int(message.payload))
    tell('got', qos, int(message.payload))


def publish(client, qos):
    numbers = {}
    while not (stop.is_set() or published[qos] >= 50_000):
        if len(numbers) >= 100:  # a window of its own: paho's queue grows without end
            time.sleep(0.001)
        else:
            published[qos] += 1
            info = client.publish(f'{name}/qos{qos}', str(published[qos]), qos)
            numbers[published[qos]] = info
        for n in [n for n, info in numbers.items() if info.is_published()]:
            del numbers[n]
            tell('ack', qos, n)
    while numbers:
        time.sleep(0.01)
        for n in [n for n, info in numbers.items() if info.is_published()]:
            del numbers[n]
            tell('ack', qos, n)


reader = make('reader')
reader.on_message = got
subscribed = threading.Event()
reader.on_subscribe = lambda *_: subscribed.set()
reader.connect('127.0.0.1', int(port))
reader.loop_start()
reader.subscribe(f'{name}/+', 2)
assert subscribed.wait(60)

publishers = []
for qos in 1, 2:
    client = make(f'sender{qos}')
    client.connect('127.0.0.1', int(port))
    client.loop_start()
    publishers.append(threading.Thread(target=publish, args=(client, qos)))
for one in publishers:
    one.start()
sys.stdin.read()
stop.set()
for one in publishers:
    one.join()
end = time.monotonic() + 60
while any(len(received[qos]) < published[qos] for qos in (1, 2)) and time.monotonic() < end:
    time.sleep(0.05)
time.sleep(0.5)  # what comes twice would come now

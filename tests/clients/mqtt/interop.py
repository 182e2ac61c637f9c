"""
The behaviours that the public interoperability suites of MQTT look at, in our own words: ten of 3.1.1 and twenty-seven of 5.0.
python3 interop.py PORT: runs all at once against a server that docs/connect-mqtt.md tells how to start; one line of JSON a behaviour.
"""
import json
import sys
import threading
import time
import traceback

from wire import *

PORT = int(sys.argv[1])
DENIED = 'test/nosubscribe'
BOTH, FIVE = [], []


def both(behaviour):
    BOTH.append(behaviour)
    return behaviour


def five(behaviour):
    FIVE.append(behaviour)
    return behaviour


class Scene:
    """Names of its own for each behaviour, so that all can run at once."""

    def __init__(self, version, name):
        self.version, self.name = version, f'v{version}-{name}'
        self.clients = []

    def topic(self, rest):
        return f'{self.name}/{rest}'

    def client(self, who='a', **more):
        made = Client(PORT, self.version, f'{self.name}-{who}', **more)
        self.clients.append(made)
        return made

    def kept(self, who='a', **more):
        """A client whose session outlives its connection."""
        return self.client(who, props=[(EXPIRY_OF_SESSION, 99_999)] if self.version == 5 else (), **more)

    def refused(self, **more):
        try:
            self.client(**more)
        except (Refused, OSError):
            return True
        return False


def payloads(client):
    return sorted(m.payload for m in client.messages)


@both
def basic(s):
    s.client().disconnect()
    a = s.client()
    a.subscribe(s.topic('x'))
    for qos in 0, 1, 2:
        a.publish(s.topic('x'), b'qos %d' % qos, qos)
    assert a.wait(lambda: len(a.messages) == 3) and [m.qos for m in a.messages] == [0, 1, 2], a.messages
    a.send(a.connect_packet)
    assert a.wait(lambda: a.closed) or a.closed, 'a second CONNECT was taken'
    assert s.refused(name='hj'), 'another protocol was taken'


@both
def retained_message(s):
    a = s.client()
    props = [(USER, ('a', '2')), (USER, ('c', '3'))]
    for qos in 0, 1, 2:
        a.publish(s.topic(f'from b/{qos}'), b'kept', qos, retain=True, props=props)
    a.subscribe(s.topic('from b/+'))
    assert a.wait(lambda: len(a.messages) == 3) and sorted(m.qos for m in a.messages) == [0, 1, 2], a.messages
    assert all(m.retain for m in a.messages)
    assert s.version != 5 or all(m.props[USER] == [('a', '2'), ('c', '3')] for m in a.messages)
    for qos in 0, 1, 2:
        a.publish(s.topic(f'from b/{qos}'), b'', qos, retain=True)
    b = s.client('b')
    b.subscribe(s.topic('#'))
    b.settle()
    assert not b.messages, 'what was cleared was sent'


@both
def will_message(s):
    props = [(WILL_DELAY, 0), (USER, ('a', '2')), (USER, ('c', '3'))]
    b = s.client('b')
    b.subscribe(s.topic('will'))
    a = s.client(keep_alive=2, will=(s.topic('will'), b'gone'), will_props=props)
    a.drop()
    assert b.wait(lambda: b.messages) and payloads(b) == [b'gone']
    assert s.version != 5 or b.messages[0].props[USER] == [('a', '2'), ('c', '3')]


@both
def zero_length_clientid(s):
    s.name, name = '', s.name
    s.client = lambda **more: Client(PORT, s.version, '', **more)
    assert s.refused(clean=False) == (s.version == 4), 'without identifier a session of 3.1.1 cannot be kept'
    assert not s.refused(clean=True), name


@both
def offline_message_queueing(s):
    a = s.kept(clean=False)
    a.subscribe(s.topic('+/+'))
    a.disconnect()
    b = s.client('b')
    for qos in 0, 1, 2:
        b.publish(s.topic(f'x/{qos}'), b'%d' % qos, qos)
    a = s.kept(clean=False)
    assert a.wait(lambda: len(a.messages) >= 2)
    a.settle()
    assert payloads(a) in ([b'1', b'2'], [b'0', b'1', b'2']), a.messages


@both
def overlapping_subscriptions(s):
    a = s.client()
    a.subscribe(s.topic('A/#'), s.topic('A/+'), options=[2, 1])
    a.publish(s.topic('A/C'), b'both', 2)
    assert a.wait(lambda: a.messages)
    a.settle()
    assert [m.qos for m in a.messages] == [2], 'one message at the highest QoS'


@both
def keepalive(s):
    b = s.client('b')
    b.subscribe(s.topic('lost'))
    s.client(keep_alive=5, will=(s.topic('lost'), b'expired'))
    began = time.monotonic()
    assert b.wait(lambda: b.messages, 60), 'a silent client was kept'
    assert time.monotonic() - began > 5, 'it had 1.5 times the keep-alive'


@both
def redelivery_on_reconnect(s):
    b = s.kept('b', clean=False)
    b.subscribe(s.topic('#'))
    b.mute = True
    for qos in 1, 2:
        b.publish(s.topic(f'again/{qos}'), b'', qos)
    assert b.wait(lambda: len(b.held) == 2)
    b.disconnect()
    b = s.kept('b', clean=False)
    assert b.wait(lambda: len(b.messages) == 2) and all(m.again for m in b.messages), b.messages


@both
def subscribe_failure(s):
    assert s.client().subscribe(DENIED, s.topic('x')) == [0x80, 2]


@both
def dollar_topics(s):
    b = s.client('b')
    b.subscribe('+/x/+')
    b.publish(f'${s.name}/x/1', b'no', 1)
    b.publish(f'{s.name}/x/1', b'yes', 1)
    assert b.wait(lambda: b.messages)
    b.settle()
    assert b'no' not in payloads(b) and b'yes' in payloads(b)


@five
def unsubscribe(s):
    a, b = s.client(), s.client('b')
    b.subscribe(s.topic('0'), s.topic('1'), s.topic('2'))
    b.unsubscribe(s.topic('0'))
    for i in '0', '1', '2':
        a.publish(s.topic(i), i.encode(), 1)
    assert b.wait(lambda: len(b.messages) == 2)
    b.settle()
    assert payloads(b) == [b'1', b'2']


@five
def session_expiry(s):
    def present(wanted, expiry, clean=False):
        a = s.client(clean=clean, props=[(EXPIRY_OF_SESSION, expiry)])
        assert a.connack[0] == wanted, f'session present: {a.connack[0]} with expiry {expiry}'
        a.subscribe(s.topic('x'))
        return a
    present(0, 0, clean=True).disconnect()
    present(0, 0).disconnect()
    present(0, 5, clean=True).disconnect()
    time.sleep(2)
    present(1, 5).disconnect()
    time.sleep(7)
    present(0, 5).disconnect()
    present(0, 1, clean=True).disconnect([(EXPIRY_OF_SESSION, 6)])
    time.sleep(3)
    present(1, 1).disconnect([(EXPIRY_OF_SESSION, 0)])
    present(0, 1).disconnect()


def passed_on(s, props, check):
    a = s.client()
    a.subscribe(s.topic('x'))
    for qos in 0, 1, 2:
        a.publish(s.topic('x'), b'', qos, props=props)
    assert a.wait(lambda: len(a.messages) == 3) and [m.qos for m in a.messages] == [0, 1, 2]
    assert all(check(m.props) for m in a.messages), [m.props for m in a.messages]


@five
def user_properties(s):
    passed_on(s, [(USER, ('a', '2')), (USER, ('c', '3'))], lambda p: p[USER] == [('a', '2'), ('c', '3')])


@five
def payload_format(s):
    passed_on(s, [(FORMAT, 1), (CONTENT_TYPE, 'My name')], lambda p: p[FORMAT] == 1 and p[CONTENT_TYPE] == 'My name')


@five
def publication_expiry(s):
    b = s.kept('b')
    b.subscribe(s.topic('x'))
    b.disconnect([(EXPIRY_OF_SESSION, 999_999_999)])
    a = s.client()
    for expiry in 1, 60:
        for qos in 1, 2:
            a.publish(s.topic('x'), b'%d' % expiry, qos, props=[(EXPIRY_OF_MESSAGE, expiry)])
    time.sleep(3)
    b = s.kept('b', clean=False)
    assert b.wait(lambda: len(b.messages) >= 2)
    b.settle()
    assert payloads(b) == [b'60', b'60'] and all(m.props[EXPIRY_OF_MESSAGE] < 60 for m in b.messages)


@five
def subscribe_options(s):
    a, b = s.client(), s.client('b')
    for one in a, b:
        one.subscribe(s.topic('local'), options=2 | 4)
    a.publish(s.topic('local'), b'to others', 1)
    assert b.wait(lambda: b.messages)
    a.settle()
    assert not a.messages, 'no-local'
    a.publish(s.topic('as'), b'', 1, retain=True)
    a.subscribe(s.topic('as'), options=2 | 8)
    a.publish(s.topic('as'), b'1', 1)
    a.publish(s.topic('as'), b'2', 1, retain=True)
    assert a.wait(lambda: len(a.messages) == 2) and [m.retain for m in a.messages] == [False, True]
    for qos in 0, 1, 2:
        a.publish(s.topic(f'kept/{qos}'), b'%d' % qos, qos, retain=True)
    for handling, expected in (1, 3), (1, 0), (2, 0), (0, 3), (0, 3):
        a.messages.clear()
        a.subscribe(s.topic('kept/+'), options=2 | handling << 4)
        if expected:
            a.wait(lambda: len(a.messages) == expected)
        a.settle()
        assert len(a.messages) == expected, f'retain handling {handling}'


@five
def assigned_clientid(s):
    assert Client(PORT, 5, '').connack[2][ASSIGNED_ID]


@five
def subscribe_identifiers(s):
    a, b = s.client(), s.client('b')
    a.subscribe(s.topic('x'), props=[(SUBSCRIPTION_ID, 456_789)])
    b.subscribe(s.topic('x'), props=[(SUBSCRIPTION_ID, 2)])
    b.subscribe(s.topic('x/#'), props=[(SUBSCRIPTION_ID, 3)])
    b.publish(s.topic('x'), b'', 1)
    assert a.wait(lambda: a.messages) and a.messages[0].props[SUBSCRIPTION_ID] == [456_789]
    b.settle()
    assert len(b.messages) == 1 and sorted(b.messages[0].props[SUBSCRIPTION_ID]) == [2, 3]


@five
def request_response(s):
    a, b = s.client(), s.client('b')
    for one in a, b:
        one.subscribe(s.topic('x'), options=2 | 4)
    a.publish(s.topic('x'), b'request', 1, props=[(RESPONSE_TOPIC, s.topic('x')), (CORRELATION, b'334')])
    assert b.wait(lambda: b.messages)
    props = b.messages[0].props
    assert props == {RESPONSE_TOPIC: s.topic('x'), CORRELATION: b'334'}, props
    b.publish(props[RESPONSE_TOPIC], b'response', 1, props=list(props.items()))
    assert a.wait(lambda: a.messages) and payloads(a) == [b'response']


@five
def client_topic_alias(s):
    a = s.client()
    a.publish(s.topic('x'), b'', 1, props=[(ALIAS, 0)], wait=False)
    assert a.wait(lambda: a.disconnect_reason) and a.disconnect_reason == 0x94
    a = s.kept()
    assert a.connack[2].get(ALIAS_MAXIMUM, 0) > 0
    a.subscribe(s.topic('x'))
    a.publish(s.topic('x'), b'1', 1, props=[(ALIAS, 1)])
    a.publish('', b'2', 1, props=[(ALIAS, 1)])
    assert a.wait(lambda: len(a.messages) == 2) and payloads(a) == [b'1', b'2']
    a.disconnect()
    a = s.kept(clean=False)
    a.publish('', b'3', 1, props=[(ALIAS, 1)], wait=False)
    assert a.wait(lambda: a.disconnect_reason), 'an alias outlived its connection'


@five
def server_topic_alias(s):
    for most in 1, 0, None:
        a = s.client(props=[] if most is None else [(ALIAS_MAXIMUM, most)])
        a.subscribe(s.topic('x'))
        for qos in 0, 1, 2:
            a.publish(s.topic('x'), b'', qos)
        assert a.wait(lambda: len(a.messages) == 3)
        seen = [(m.topic, m.props.get(ALIAS)) for m in a.messages]
        assert seen == ([(s.topic('x'), 1), ('', 1), ('', 1)] if most else [(s.topic('x'), None)] * 3), seen


@five
def maximum_packet_size(s):
    a = s.client(props=[(PACKET_SIZE, 64)])
    assert a.connack[2][PACKET_SIZE] >= 65_535
    a.subscribe('v5size')
    a.publish('v5size', b'.' * 32, 0)
    a.publish('v5size', b'.' * 64, 1)
    assert a.wait(lambda: a.messages)
    a.settle()
    assert len(a.messages) == 1 and not a.closed


@five
def server_keep_alive(s):
    assert s.client(keep_alive=120).connack[2].get(SERVER_KEEP_ALIVE) == 60
    assert SERVER_KEEP_ALIVE not in s.client('b', keep_alive=30).connack[2]


@five
def flow_control_of_the_client(s):
    a = s.client(props=[(RECEIVE_MAXIMUM, 2)])
    a.subscribe(s.topic('x'))
    a.mute = True
    for i in range(3):
        a.publish(s.topic('x'), b'%d' % i, 1)
    assert a.wait(lambda: len(a.held) == 2)
    a.settle()
    assert len(a.held) == 2, 'more than two are under way'
    first = min(a.held)
    a.answer(0x40, first)
    assert a.wait(lambda: len(a.held) == 3)


@five
def flow_control_of_the_server(s):
    a = s.client()
    for _ in range(a.connack[2].get(RECEIVE_MAXIMUM, 65_535) + 1):
        a.publish(s.topic('x'), b'', 2, wait=False)
    assert a.wait(lambda: a.disconnect_reason) and a.disconnect_reason == 0x93, a.disconnect_reason


@five
def will_delay(s):
    for delay, expiry, due in (3, 5, 3), (5, 0, 0), (5, 2, 2):
        b = s.client('b')
        b.subscribe(s.topic('x'))
        a = s.client(props=[(EXPIRY_OF_SESSION, expiry)], will=(s.topic('x'), b'will'), will_props=[(WILL_DELAY, delay)])
        a.drop()
        began = time.monotonic()
        assert b.wait(lambda: b.messages, 60)
        took = time.monotonic() - began
        assert took >= due - 0.05, f'the will came after {took:.2f} s, not {due}'
        print(f'will after {took:.2f} s of {due}', file=sys.stderr)


@five
def shared_subscriptions(s):
    a, b = s.client(), s.client('b')
    for one in a, b:
        one.subscribe(f'$share/group/{s.topic("x")}', s.topic('all'))
    b.publish(s.topic('all'), b'all', 0)
    b.publish(s.topic('x'), b'one', 0)
    for one in a, b:
        one.wait(lambda: one.messages)
        one.settle()
    assert sorted(payloads(a) + payloads(b)) == [b'all', b'all', b'one']


def run(behaviour, version, results):
    try:
        behaviour(Scene(version, behaviour.__name__))
        fault = None
    except Exception as e:  # whatever it is, the behaviour is not as it should be
        fault = f'{e or type(e).__name__} ({traceback.extract_tb(e.__traceback__)[1:2]})'
    results.append({'version': '5.0' if version == 5 else '3.1.1', 'behaviour': behaviour.__name__, 'fault': fault})


results = []
threads = [threading.Thread(target=run, args=(b, v, results)) for b, v in [(b, 4) for b in BOTH] + [(b, 5) for b in BOTH + FIVE]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(results))

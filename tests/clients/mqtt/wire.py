"""A small MQTT client on a plain socket, for tests that must see and send what client libraries hide. Standard library only."""
import socket
import struct
import time

CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, DISCONNECT = 2, 3, 4, 5, 6, 7, 9, 11, 13, 14
EXPIRY_OF_MESSAGE, SUBSCRIPTION_ID, EXPIRY_OF_SESSION, ASSIGNED_ID, SERVER_KEEP_ALIVE, WILL_DELAY = 2, 11, 17, 18, 19, 24
FORMAT, CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION, RECEIVE_MAXIMUM, ALIAS_MAXIMUM, ALIAS, USER, PACKET_SIZE = 1, 3, 8, 9, 33, 34, 35, 38, 39
FORMS = {1: 'B', 2: 'I', 3: 's', 8: 's', 9: 'b', 11: 'v', 17: 'I', 18: 's', 19: 'H', 21: 's', 22: 'b', 23: 'B', 24: 'I', 25: 'B', 26: 's',
         28: 's', 31: 's', 33: 'H', 34: 'H', 35: 'H', 36: 'B', 37: 'B', 38: 'p', 39: 'I', 40: 'B', 41: 'B', 42: 'B'}


def number(n):
    out = b''
    while True:
        n, digit = n >> 7, n & 127
        out += bytes([digit | (128 if n else 0)])
        if not n:
            return out


def text(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack('>H', len(data)) + data


def properties(pairs):
    out = b''
    for key, value in pairs:
        form = FORMS[key]
        out += bytes([key])
        if form == 'v':
            out += number(value)
        elif form == 'p':
            out += text(value[0]) + text(value[1])
        elif form in 'sb':
            out += text(value)
        else:
            out += struct.pack('>' + form, value)
    return number(len(out)) + out


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        part = self.data[self.at:self.at + count]
        assert len(part) == count, 'a packet is shorter than it says'
        self.at += count
        return part

    def integer(self, form):
        return struct.unpack('>' + form, self.take(struct.calcsize('>' + form)))[0]

    def number(self):
        value, shift = 0, 0
        while True:
            byte = self.integer('B')
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def text(self):
        return self.take(self.integer('H')).decode()

    def properties(self):
        found = {}
        end = self.number() + self.at
        while self.at < end:
            key = self.integer('B')
            form = FORMS[key]
            value = (self.number() if form == 'v' else (self.text(), self.text()) if form == 'p' else self.text() if form == 's'
                     else self.take(self.integer('H')) if form == 'b' else self.integer(form))
            if key in (SUBSCRIPTION_ID, USER):
                found.setdefault(key, []).append(value)
            else:
                assert key not in found, f'property {key} came twice'
                found[key] = value
        return found

    def left(self):
        return len(self.data) - self.at


class Message:
    def __init__(self, topic, payload, qos, retain, again, ident, props):
        self.topic, self.payload, self.qos, self.retain, self.again, self.ident, self.props = topic, payload, qos, retain, again, ident, props

    def __repr__(self):
        return f'{self.topic}={self.payload} qos {self.qos}'


class Refused(Exception):
    """The server closed the connection, or said no."""


class Client:
    """One connection. Reads only while it waits; answers what it reads unless it is mute."""

    def __init__(self, port, version, ident, clean=True, keep_alive=0, props=(), will=None, will_props=(), name='MQTT'):
        self.port, self.version, self.ident = port, version, ident
        self.messages, self.acks, self.granted, self.held = [], {}, {}, {}
        self.disconnect_reason, self.mute, self.closed, self.next_id, self.buffer = None, False, False, 0, b''
        self.socket = socket.create_connection(('localhost', port), 10)
        flags = (2 if clean else 0) | (4 | 16 if will else 0)
        body = text(name) + bytes([version, flags]) + struct.pack('>H', keep_alive)
        body += self.extra(props) + text(ident)
        if will:
            body += self.extra(will_props) + text(will[0]) + text(will[1])
        self.connect_packet = self.packet(0x10, body)
        self.connack = None
        self.send(self.connect_packet)
        if not self.wait(lambda: self.connack) or self.connack[1] != 0:
            raise Refused(f'CONNECT was answered with {self.connack}')

    def extra(self, props):
        return properties(props) if self.version == 5 else b''

    @staticmethod
    def packet(first, body):
        return bytes([first]) + number(len(body)) + body

    def send(self, data):
        self.socket.sendall(data)

    def fresh(self):
        self.next_id += 1
        return self.next_id

    def subscribe(self, *filters, options=2, props=()):
        ident = self.fresh()
        body = struct.pack('>H', ident) + self.extra(props)
        for i, one in enumerate(filters):
            body += text(one) + bytes([options[i] if isinstance(options, (list, tuple)) else options])
        self.send(self.packet(0x82, body))
        assert self.wait(lambda: ident in self.granted), 'no SUBACK'
        return self.granted[ident]

    def unsubscribe(self, one):
        ident = self.fresh()
        self.send(self.packet(0xA2, struct.pack('>H', ident) + self.extra(()) + text(one)))
        assert self.wait(lambda: ident in self.granted), 'no UNSUBACK'

    def publish(self, topic, payload, qos=0, retain=False, props=(), wait=True):
        ident = self.fresh() if qos else 0
        body = text(topic) + (struct.pack('>H', ident) if qos else b'') + self.extra(props) + payload
        self.send(self.packet(0x30 | qos << 1 | retain, body))
        if qos and wait:
            assert self.wait(lambda: self.acks.get(ident) == (PUBACK if qos == 1 else PUBCOMP)), f'no answer to QoS {qos}'
        return ident

    def disconnect(self, props=None):
        self.send(b'\xe0\x00' if props is None else self.packet(0xE0, b'\x00' + properties(props)))
        self.socket.close()

    def drop(self):
        self.socket.close()

    def wait(self, until, limit=20.0):
        """Reads until something holds; false when it does not in time or the connection ended before."""
        end = time.monotonic() + limit
        while not until():
            left = end - time.monotonic()
            if left <= 0 or not self.read(left):
                return bool(until())
        return True

    def settle(self, seconds=0.7):
        """Reads what comes in a while in which nothing more should."""
        self.wait(lambda: False, seconds)

    def read(self, limit):
        """Reads what comes within a time; false when the connection has ended."""
        if self.closed:
            return False
        self.socket.settimeout(max(limit, 0.001))
        try:
            data = self.socket.recv(65536)
        except TimeoutError:
            return True
        except OSError:
            data = b''
        if not data:
            self.closed = True
            return False
        self.buffer += data
        while self.take_packet():
            pass
        return True

    def take_packet(self):
        size, at = 0, 1
        while True:
            if len(self.buffer) <= at:
                return False
            size |= (self.buffer[at] & 127) << 7 * (at - 1)
            at += 1
            if self.buffer[at - 1] < 128:
                break
        if len(self.buffer) < at + size:
            return False
        first, body, self.buffer = self.buffer[0], self.buffer[at:at + size], self.buffer[at + size:]
        self.handle(first, Reader(body))
        return True

    def handle(self, first, body):
        kind = first >> 4
        if kind == CONNACK:
            self.connack = (body.integer('B'), body.integer('B'), body.properties() if body.left() else {})
        elif kind == PUBLISH:
            self.handle_message(first, body)
        elif kind in (SUBACK, UNSUBACK):
            ident = body.integer('H')
            if self.version == 5:
                body.properties()
            self.granted[ident] = list(body.take(body.left()))
        elif kind == DISCONNECT:
            self.disconnect_reason = body.integer('B') if body.left() else 0
        elif kind != PINGRESP:
            self.handle_ack(kind, body.integer('H'))

    def handle_ack(self, kind, ident):
        if kind != PUBREL:  # the server's identifiers are not ours
            self.acks[ident] = kind
        if kind == PUBREC:
            self.answer(0x62, ident)
        elif kind == PUBREL and not self.mute:
            if ident in self.held:
                self.messages.append(self.held.pop(ident))
            self.answer(0x70, ident)

    def handle_message(self, first, body):
        qos, topic = first >> 1 & 3, body.text()
        ident = body.integer('H') if qos else 0
        props = body.properties() if self.version == 5 else {}
        message = Message(topic, body.take(body.left()), qos, bool(first & 1), bool(first & 8), ident, props)
        if self.mute:
            self.held[ident] = message
        elif qos == 2:
            self.held[ident] = message
            self.answer(0x50, ident)
        else:
            self.messages.append(message)
            if qos == 1:
                self.answer(0x40, ident)

    def answer(self, first, ident):
        self.send(self.packet(first, struct.pack('>H', ident)))

"""Endpoint: one address that speaks OpenAI's protocol of chats, asked over plain HTTP; nothing else is ever connected to."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from threading import Timer
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import urlsplit

#: The variable of the environment that holds a key, which is looked for nowhere else.
KEY = "TIFAKU_API_KEY"
#: What an answer may be in bytes; a list of components has some hundreds.
MOST_BYTES = 1_000_000
#: How often one question is asked where the server is busy, and the seconds between, which grow with each time.
TRIES, PAUSE, LONGEST_PAUSE = 3, 2.0, 30.0
_BUSY = {408, 409, 425, 429}
_NEXT = {
    401: f"set {KEY} to a key that it takes", 403: f"set {KEY} to a key that may do this",
    404: "give the address as far as /v1, and a model that it has", 405: "give the address as far as /v1",
}  # fmt: skip


class NoAnswer(Exception):
    """A question that got no usable answer, and why.

    kind: "" (this question alone) | "again" (busy: ask again in `wait` seconds) | "late" | "all" (nor would any other).
    """

    def __init__(self, reason: str, kind: str = "", wait: float = 0.0):
        super().__init__(reason)
        self.kind, self.wait = kind, wait


class Answer(NamedTuple):
    """What the model says, and under which name and version the server gave it."""

    text: str
    model: str
    version: str


@dataclass(frozen=True)
class Endpoint:
    """An address with the model to be asked there; its key is neither shown nor written anywhere."""

    secure: bool
    host: str
    port: int | None
    path: str
    model: str
    send: bool = False
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    pause: float = PAUSE

    def ask(self, messages: Sequence[Mapping[str, str]]) -> Answer:
        """The model's answer at temperature 0; NoAnswer, after three tries where the server is busy, with the reason."""
        question = {"model": self.model, "messages": list(messages), "temperature": 0, "stream": False}
        for number in range(1, TRIES + 1):
            try:
                return _answer(self._post(json.dumps(question).encode()), self.model)
            except NoAnswer as error:
                if error.kind != "again" or number == TRIES:
                    raise
                sleep(min(max(error.wait, self.pause * number), LONGEST_PAUSE))
        raise AssertionError("the last try has returned or raised")

    def _post(self, body: bytes) -> bytes:
        """The body of the server's reply; the whole exchange may take `timeout` seconds."""
        kind, begun = HTTPSConnection if self.secure else HTTPConnection, monotonic()
        connection = kind(self.host, self.port, timeout=self.timeout)
        clock = None
        try:
            connection.connect()
            clock = Timer(self.timeout, _hang_up, [connection.sock])  # the library's time-out begins anew with each byte
            clock.start()
            if not self.send and not ip_address(connection.sock.getpeername()[0]).is_loopback:
                raise NoAnswer("the address is not this machine", "all")
            head = {"Content-Type": "application/json", "Accept": "application/json"}
            head |= {"Authorization": f"Bearer {self.key}"} if self.key else {}
            connection.request("POST", f"{self.path}/chat/completions", body, head)
            data = self._read(connection.getresponse())
            if monotonic() - begun < self.timeout:
                return data
            raise TimeoutError
        except (OSError, HTTPException) as error:
            if monotonic() - begun >= self.timeout:
                raise NoAnswer(f"no answer in {self.timeout:g} s: wait longer with --timeout", "late") from None
            raise NoAnswer(f"no connection ({type(error).__name__}): see that the server runs", "again") from None
        finally:
            if clock:
                clock.cancel()
            connection.close()

    def _read(self, response: HTTPResponse) -> bytes:
        status, later = response.status, response.headers.get("Retry-After", "")
        if 300 <= status < 400:
            raise NoAnswer(f"status {status}, the server sends us elsewhere, where we don't go: give that address", "all")
        if status in _BUSY or status >= 500:
            wait = float(later) if re.fullmatch("[0-9]{1,6}", later) else 0.0
            raise NoAnswer(f"status {status}, the server is busy or broken", "again", wait)
        if status != 200:
            known = status in _NEXT
            raise NoAnswer(f"status {status}: {_NEXT.get(status, 'the server refuses the question')}", "all" if known else "")
        data = response.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise NoAnswer(f"the answer has more than {MOST_BYTES:,} bytes")
        return data.replace(self.key.encode(), b"(key)") if self.key else data


def open_endpoint(address: str, model: str, send: bool = False, key: str = "", timeout: float = 120.0) -> Endpoint:
    """The endpoint at an address such as http://localhost:11434/v1; nothing is sent yet.

    ValueError, with the next step, where it is no address, would leave the machine without `send`, holds a name and password,
    or would send the key unencrypted.

    >>> open_endpoint("https://example.org/v1", "some-model")
    Traceback (most recent call last):
    ValueError: example.org is not this machine, and passages of your articles would leave it: add --send if they may
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("the endpoint is no address: give one such as http://localhost:11434/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError(f"the endpoint holds a password or a query: give the bare address, and a key in {KEY}")
    if not send and not is_loopback(host):
        raise ValueError(f"{host} is not this machine, and passages of your articles would leave it: add --send if they may")
    if key and parts.scheme == "http" and not is_loopback(host):
        raise ValueError(f"the key would go to {host} unencrypted: give an address that begins with https")
    if not key.isascii() or not key.isprintable():
        raise ValueError(f"{KEY} holds what no key has: set it anew, without blanks or line ends")
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return Endpoint(parts.scheme == "https", host, port, path, model, send, key, timeout)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name; where the connection ends is looked at again once it is made."""
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _answer(data: bytes, model: str) -> Answer:
    try:
        record = json.loads(data)
        choice = record["choices"][0]
        text = choice["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise NoAnswer("the reply is no completion of a chat") from None
    if isinstance(text, list):  # parts of a message
        text = "".join(str(part.get("text", "")) for part in text if isinstance(part, dict))
    if not isinstance(text, str) or not text.strip():
        raise NoAnswer("the answer is empty")
    if choice.get("finish_reason") == "length":
        raise NoAnswer("the answer was cut short: let the server give longer ones")
    named, version = (record.get(name) for name in ("model", "system_fingerprint"))
    return Answer(text, named if isinstance(named, str) else model, version if isinstance(version, str) else "")

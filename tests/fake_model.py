"""A server on this machine that speaks OpenAI's protocol of chats and answers as a test wants it to."""

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Served(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, reply):
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply, self.requests = reply, []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, dict(self.headers), body))
        reply = self.server.reply(body["messages"][-1]["content"])
        try:
            reply(self) if callable(reply) else self.send(200, completion(reply))
        except OSError:  # the other side has hung up
            pass

    def send(self, status, data, **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def completion(text, **more):
    record = {"model": "fake-1", "system_fingerprint": "fp", "choices": [{"message": {"content": text}, "finish_reason": "stop"}]}
    return json.dumps(record | more, ensure_ascii=False).encode()


def status(number, **headers):
    return lambda handler: handler.send(number, b'{"error": "no"}', **headers)


def asked_about(question):
    return re.match("Name: (.*)\n", question)[1]


@contextmanager
def serving(reply):
    server = Served(reply)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

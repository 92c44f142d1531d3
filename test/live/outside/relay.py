"""Stands where the internet is: takes requests over TLS, hands each on as a line of JSON on standard output, and answers with what
comes back on standard input. Ends with its input."""

import http.server
import itertools
import json
import os
import queue
import ssl
import sys
import threading

numbers = itertools.count(1)
waiting = {}
output = threading.Lock()


class Relay(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def relay(self):
        number = next(numbers)
        answer = waiting[number] = queue.SimpleQueue()
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        headers = {key: self.headers[key] for key in ("authorization", "content-type") if self.headers[key]}
        headers["x-forwarded-for"] = self.client_address[0]
        request = {"number": number, "host": self.headers["host"], "method": self.command, "path": self.path}
        with output:
            print(json.dumps({**request, "headers": headers, "body": body}), flush=True)
        try:
            told = answer.get(timeout=20)
        except queue.Empty:
            told = {"status": 504, "type": "text/plain", "body": "nobody answered"}
        del waiting[number]
        content = told["body"].encode()
        self.send_response(told["status"])
        self.send_header("content-type", told["type"])
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = relay

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer.request_queue_size = 100
server = http.server.ThreadingHTTPServer(("", int(sys.argv[1])), Relay)
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain("/certificate/tls.crt", "/certificate/tls.key")
# The handshake in the thread of its request: a client that only looks whether the port is open holds up nobody.
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"listening": True}), flush=True)
for line in sys.stdin:
    answered = json.loads(line)
    if answered["number"] in waiting:
        waiting[answered["number"]].put(answered)
os._exit(0)

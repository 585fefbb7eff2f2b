"""An API protected with PyJWT. Prints its port, and stops when its input ends.

Usage: pyjwt.py <documented|careless> <secret> <issuer> <audience>
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

setup, SECRET, ISSUER, AUDIENCE = sys.argv[1:]


def documented(token):
    """As in https://pyjwt.readthedocs.io/en/stable/usage.html"""
    return jwt.decode(token, SECRET, issuer=ISSUER, audience=AUDIENCE, algorithms=["HS256"])


def careless(token):
    """The mistake: a gateway verifies the signature, so only the claims are checked. But the API is reachable without it."""
    checks = {"verify_exp": True, "verify_nbf": True, "verify_iss": True, "verify_aud": True}
    return jwt.decode(token, issuer=ISSUER, audience=AUDIENCE, options={"verify_signature": False, **checks})


verify = {"documented": documented, "careless": careless}[setup]


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise jwt.InvalidTokenError("no token")
            self.respond(200, {"user": verify(token).get("sub")})
        except jwt.PyJWTError as error:
            self.respond(401, {"error": str(error)})
        except Exception as error:
            # As web frameworks do. PyJWT 2.6 throws such an error for a claim that is null, for example.
            self.respond(500, {"error": repr(error)})

    def respond(self, status, body):
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", "Bearer")
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        """Keeps the output for the port."""


# With the default of 5, a connection among many at once is tried again only after a second.
ThreadingHTTPServer.request_queue_size = 64
server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()

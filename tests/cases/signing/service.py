"""A remote signing service in a process of its own: what `cases.signing.remote` talks to. `python -m … FILE.p12`.

It speaks the part of the CSC API that signing services share. Each credential is the same key; its name says how the
service behaves: `pin` wants the PIN 1234, `slow` is confirmed at the second asking, `never` is not confirmed at all,
`wrong` signs something else.
"""

import base64
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from cases.signing.pkcs12 import Pkcs12Signer

TOKEN, PIN = "service-token", "1234"
WAITING: dict[str, dict[str, Any]] = {}


class Refused(Exception):
    """What the service answers with 400: the code of the CSC API."""


class Service:
    """The rules of the service over one key."""

    def __init__(self, file: Path) -> None:
        """Open the key."""
        self.signer = Pkcs12Signer(file, "")
        found = pkcs12.load_pkcs12(file.read_bytes(), None)
        assert found.cert is not None
        chain = [found.cert.certificate, *(one.certificate for one in found.additional_certs)]
        self.certificates = [base64.b64encode(one.public_bytes(Encoding.DER)).decode() for one in chain]

    def answer(self, path: str, said: dict[str, Any]) -> dict[str, Any]:
        """One question."""
        match path:
            case "/credentials/info":
                if said["credentialID"] == "nobody":
                    raise Refused("invalid_request")
                return {"cert": {"certificates": self.certificates}}
            case "/credentials/authorize":
                if said["PIN"] != PIN:
                    raise Refused("invalid_pin")
                return {"SAD": "allowed"}
            case "/signatures/signHash":
                return self._sign(said)
            case "/signatures/signPolling":
                return WAITING.get(said["responseID"], {"responseID": said["responseID"]})
        raise Refused("invalid_request")

    def _sign(self, said: dict[str, Any]) -> dict[str, Any]:
        credential, digests = said["credentialID"], [base64.b64decode(one) for one in said["hash"]]
        if credential == "pin" and said.get("SAD") != "allowed":
            raise Refused("access_denied")
        if credential == "wrong":
            digests = [bytes(32) for _ in digests]
        signatures = [base64.b64encode(one).decode() for one in self.signer.sign(digests)]
        if credential in ("slow", "never"):
            name = f"{credential}-{len(WAITING)}"
            if credential == "slow":
                WAITING[name] = {"signatures": signatures}
            return {"responseID": name}
        return {"signatures": signatures[:-1] if credential == "few" else signatures}


class Handler(BaseHTTPRequestHandler):
    """One question over HTTP."""

    service: Service

    def do_POST(self) -> None:
        """Answer who has the token."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._send(401, {"error": "invalid_token"})
            return
        try:
            self._send(200, self.service.answer(self.path, body))
        except Refused as error:
            self._send(400, {"error": str(error)})

    def _send(self, status: int, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quietly."""


if __name__ == "__main__":
    Handler.service = Service(Path(sys.argv[1]))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)  # noqa: T201  # the one who started it reads the port
    server.serve_forever()

"""A payment gateway in a process of its own: what `cases.gateways.http` talks to in tests. `python -m … PORT SECRET`.

Besides the three questions of the portal it takes `/pay/<reference>/<result>`, the deed of the payer at the bank.
"""

import json
import sys
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cases.gateways.messages import Untrusted, opened, sealed

KNOWN: dict[str, dict[str, Any]] = {}


class Refused(Exception):
    """What a gateway answers with 4xx."""


def answer(path: str, said: dict[str, Any], here: str) -> dict[str, Any]:
    """The gateway's rules."""
    reference = said.get("reference", "")
    if path == "/payments":
        kept = {"merchant": said["merchant"], "reference": reference, "amount": said["amount"]}
        KNOWN.setdefault(reference, {**kept, "result": "pending", "gateway_reference": ""})
        return {"redirect_url": f"{'http://elsewhere.example' if reference == 'ASTRAY' else here}/pay/{reference}"}
    if reference not in KNOWN:
        raise Refused("không biết khoản này")
    row = KNOWN[reference]
    if path == "/payments/query":
        return row
    if row["result"] != "paid" or row["amount"] != said["amount"]:
        raise Refused("khoản này chưa được trả")
    return {"refund_reference": f"HOAN-{row['gateway_reference']}"}


class Handler(BaseHTTPRequestHandler):
    """One question."""

    secret = ""

    def do_POST(self) -> None:
        """Answer it, signed; what is not signed is refused."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        now, host = datetime.now(UTC), self.headers.get("Host", "")
        try:
            said = opened(body, dict(self.headers), secret=self.secret, at=now)
            self._send(200, *sealed(answer(self.path, said, f"http://{host}"), secret=self.secret, at=now))
        except (Untrusted, Refused) as error:
            self._send(400, json.dumps({"error": str(error)}).encode(), {})

    def do_GET(self) -> None:
        """The payer presses a button."""
        _, _, reference, result = self.path.split("/")
        paid = result == "paid"
        KNOWN[reference] |= {"result": result, "gateway_reference": f"G-{reference}" if paid else ""}
        self._send(200, *sealed(KNOWN[reference], secret=self.secret, at=datetime.now(UTC)))

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quietly."""


if __name__ == "__main__":
    Handler.secret = sys.argv[2]
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    print(server.server_port, flush=True)  # noqa: T201  # the one who started it reads the port
    server.serve_forever()

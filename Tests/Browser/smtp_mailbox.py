# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server on this machine, and what it was given."""

import email
import email.policy
import pathlib
import queue
import ssl
import subprocess

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "pads", "mot-de-passe-du-courrier"
# Not this machine by its name, so that TLS is demanded; by RFC 6761 it leads here all the same.
HOST = "mail.localhost"


class AnyPort(Controller):
    """Listens on a port that the system chooses, which aiosmtpd's own does not know to ask for."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Mailbox:
    """Listens on a port of its own until it is left; with a certificate it demands STARTTLS and a password."""

    def __init__(self, certificate: "Certificate | None" = None) -> None:
        self._messages: queue.Queue = queue.Queue()
        self.has_password = False
        # What a message is answered with; nothing is kept of one that is refused.
        self.answer = "250 OK"
        self.refused_count = 0
        secured = {} if certificate is None else {
            "tls_context": certificate.context(), "require_starttls": True, "auth_required": True,
            "authenticator": self._authenticate,
        }
        self._controller = AnyPort(self, hostname="127.0.0.1", port=0, **secured)

    def __enter__(self) -> "Mailbox":
        self._controller.start()
        return self

    def __exit__(self, *_) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return self._controller.port

    def _authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        self.has_password = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=self.has_password)

    async def handle_DATA(self, server, session, envelope) -> str:  # the name is aiosmtpd's
        if self.answer.startswith("2"):
            self._messages.put(envelope)
        else:
            self.refused_count += 1
        return self.answer

    def next(self):
        """Waits for a message: how it was sent, and what it says."""
        envelope = self._messages.get(timeout=20)
        return envelope, email.message_from_bytes(envelope.content, policy=email.policy.default)

    @property
    def is_empty(self) -> bool:
        return self._messages.empty()


class Certificate:
    """A certificate for HOST that is its own authority."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.file, self._key = folder / "mail.pem", folder / "mail.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-out", self.file, "-keyout", self._key],
            check=True, capture_output=True)

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self._key)
        return context

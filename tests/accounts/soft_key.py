"""A security key made of software, for tests without a browser: it really signs."""

import json
import os
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

RP, ORIGIN = "testserver", "https://testserver"
PRESENT = AuthenticatorData.FLAG.UP


class SoftKey:
    """One key; `counter` is how often it has signed, as a real one counts."""

    def __init__(self, counter: int = 0) -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id, self.counter = os.urandom(32), counter

    def made(self, question: dict, origin: str = ORIGIN) -> dict:
        """What the browser hands over when the key is registered."""
        public = ES256.from_cryptography_key(self.secret.public_key())
        own = AttestedCredentialData.create(Aaguid(bytes(16)), self.id, public)
        said = AuthenticatorData.create(
            _hash(RP), PRESENT | AuthenticatorData.FLAG.AT, self.counter, own
        )
        attested = AttestationObject.create("none", said, {})
        client = _client_data("webauthn.create", question, origin)
        return self._answer(
            {"clientDataJSON": _text(client), "attestationObject": _text(bytes(attested))}
        )

    def used(self, question: dict, *, origin: str = ORIGIN, flags: int = PRESENT) -> dict:
        """What the browser hands over when somebody signs in with the key."""
        self.counter += bool(self.counter)
        said = AuthenticatorData.create(_hash(RP), flags, self.counter)
        client = _client_data("webauthn.get", question, origin)
        signature = self.secret.sign(
            bytes(said) + sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        parts = {"authenticatorData": bytes(said), "clientDataJSON": client, "signature": signature}
        return self._answer({name: _text(part) for name, part in parts.items()})

    def _answer(self, response: dict) -> dict:
        number = _text(self.id)
        return {
            "id": number, "rawId": number, "type": "public-key", "response": response,
            "clientExtensionResults": {},
        }  # fmt: skip


def _client_data(kind: str, question: dict, origin: str) -> bytes:
    challenge = question["publicKey"]["challenge"]
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()


def _hash(text: str) -> bytes:
    return sha256(text.encode()).digest()


def _text(part: bytes) -> str:
    return websafe_encode(part)

"""server.properties that make a broker ask its clients for a password, a certificate authority, or both."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

USER, PASSWORD = "dateline", "open-sesame"
LISTENER = "listener.name.plaintext."  # what our only listener for clients is called, whatever it speaks


@dataclass(frozen=True)
class Secured:
    """Lines for the broker, and what a client must be told to get in (`DATELINE_…` variables)."""

    broker: Mapping[str, str]
    client: Mapping[str, str]


def secured(protocol: str, folder: Path) -> Secured:
    """Of `SASL_PLAINTEXT`, `SSL` or `SASL_SSL`; keys are made anew and written into the folder."""
    made = [Secured(_speaks(protocol), {"DATELINE_SECURITY_PROTOCOL": protocol})]
    if protocol.startswith("SASL"):
        made.append(_password())
    if protocol.endswith("SSL"):
        made.append(_certificate(folder))
    broker = {name: value for part in made for name, value in part.broker.items()}
    return Secured(broker, {name: value for part in made for name, value in part.client.items()})


def _speaks(protocol: str) -> dict[str, str]:
    return {"listener.security.protocol.map": f"PLAINTEXT:{protocol},CONTROLLER:PLAINTEXT"}


def _password() -> Secured:
    module = "org.apache.kafka.common.security.plain.PlainLoginModule"
    login = f'{module} required username="{USER}" password="{PASSWORD}" user_{USER}="{PASSWORD}";'
    broker = {
        "sasl.enabled.mechanisms": "PLAIN",
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        f"{LISTENER}plain.sasl.jaas.config": login,
    }
    client = {"DATELINE_SASL_USERNAME": USER, "DATELINE_SASL_PASSWORD": PASSWORD}
    return Secured(broker, client)


def _certificate(folder: Path) -> Secured:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    # Kafka reads no other form of a key than PKCS 8.
    key = load_pem_private_key(issued.private_key_pem.bytes(), None)
    store, trusted = folder / "broker.pem", folder / "authority.pem"
    store.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + b"".join(part.bytes() for part in issued.cert_chain_pems)
    )
    authority.cert_pem.write_to_path(str(trusted))
    broker = {
        f"{LISTENER}ssl.keystore.type": "PEM",
        f"{LISTENER}ssl.keystore.location": str(store),
        f"{LISTENER}ssl.truststore.type": "PEM",
        f"{LISTENER}ssl.truststore.location": str(trusted),
    }
    return Secured(broker, {"DATELINE_SSL_CAFILE": str(trusted)})

"""server.properties that make a broker ask its clients for a password, a certificate authority, or both; and for ACLs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    """Lines for the broker, what a client must be told to get in (`DATELINE_…` variables), and SCRAM's users."""

    broker: Mapping[str, str]
    client: Mapping[str, str]
    logins: Sequence[str] = field(default=())


def authorized(users: Iterable[str]) -> Secured:
    """A broker at which these users log in by the same password, and may do nothing until an ACL lets them.

    The client's settings are those of USER, who may do everything.
    """
    protocol, login = "SASL_PLAINTEXT", _password("PLAIN", users)
    guard = {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": f"User:{USER};User:ANONYMOUS",  # nobody but the controllers comes without a name
    }
    client = {"DATELINE_SECURITY_PROTOCOL": protocol, **login.client}
    return Secured({**_speaks(protocol), **login.broker, **guard}, client)


def secured(protocol: str, mechanism: str, folder: Path) -> Secured:
    """Of `SASL_PLAINTEXT`, `SSL` or `SASL_SSL`, with this mechanism of SASL; keys are made anew, in the folder."""
    made = [Secured(_speaks(protocol), {"DATELINE_SECURITY_PROTOCOL": protocol})]
    if protocol.startswith("SASL"):
        made.append(_password(mechanism))
    if protocol.endswith("SSL"):
        made.append(_certificate(folder))
    broker = {name: value for part in made for name, value in part.broker.items()}
    client = {name: value for part in made for name, value in part.client.items()}
    return Secured(broker, client, [login for part in made for login in part.logins])


def _speaks(protocol: str) -> dict[str, str]:
    return {"listener.security.protocol.map": f"PLAINTEXT:{protocol},CONTROLLER:PLAINTEXT"}


def _password(mechanism: str, others: Iterable[str] = ()) -> Secured:
    """Our clients log in by this mechanism; the broker itself always by PLAIN, which needs no user in its log folder."""
    security = "org.apache.kafka.common.security"
    known = " ".join(f'user_{name}="{PASSWORD}"' for name in (USER, *others))
    login = f'{security}.plain.PlainLoginModule required username="{USER}" password="{PASSWORD}" {known};'
    broker = {
        "sasl.enabled.mechanisms": ",".join({"PLAIN": None, mechanism: None}),
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        f"{LISTENER}plain.sasl.jaas.config": login,
    }
    client = {
        "DATELINE_SASL_MECHANISM": mechanism,
        "DATELINE_SASL_USERNAME": USER,
        "DATELINE_SASL_PASSWORD": PASSWORD,
    }
    if mechanism == "PLAIN":
        return Secured(broker, client)
    scram = {
        f"{LISTENER}{mechanism.lower()}.sasl.jaas.config": f"{security}.scram.ScramLoginModule required;"
    }
    return Secured(broker | scram, client, [f"{mechanism}=[name={USER},password={PASSWORD}]"])


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

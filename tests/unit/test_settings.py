"""Settings: read once, and what doesn't fit is refused by its variable's name."""

from dataclasses import fields

import pytest

from worker.core.errors import SettingsError
from worker.settings import LEAST_MEMORY, MOST_CHILDREN, Settings, table, variable

NUMBERS = [variable(item) for item in fields(Settings) if type(item.default) in (int, float)]
DECIMALS = [variable(item) for item in fields(Settings) if type(item.default) is float]


def refusal(**environ: str) -> str:
    """What is said about these variables, which must be refused in one line."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_the_defaults_fit_together() -> None:
    assert Settings().checked() == Settings.from_env({})


def test_every_setting_has_a_meaning() -> None:
    assert all(meaning for _, _, meaning in table())


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_says_what_it_counts(name: str) -> None:
    units = {"seconds", "bytes", "days", "share", "pages", "messages", "partitions", "processes"}
    assert units & {
        word.strip(",;") for one, _, meaning in table() if one == name for word in meaning.split()
    }


@pytest.mark.parametrize(
    "servers", ["kafka:9092", "one:1, two:65535", "[::1]:9092", "10.0.0.1:9092,b.example:9093"]
)
def test_servers_are_hosts_with_ports(servers: str) -> None:
    assert Settings.from_env({"KAFKA_BOOTSTRAP_SERVERS": servers}).bootstrap_servers == servers


@pytest.mark.parametrize(
    "servers",
    ["foo", "foo:bar", "foo:", ":9092", " :9092", "foo:0", "foo:65536", "foo:-1", "foo:²", "a:1,", "a:1,b"],
)
def test_a_server_without_a_usable_port_is_refused(servers: str) -> None:
    said = refusal(KAFKA_BOOTSTRAP_SERVERS=servers)
    assert said.startswith("KAFKA_BOOTSTRAP_SERVERS must be host:port")
    assert repr(servers) in said


@pytest.mark.parametrize("address", ["8080", "host:", "host:65536", "host:²", "host:" + "9" * 5000])
def test_a_health_address_needs_a_port(address: str) -> None:
    assert refusal(DATELINE_HEALTH_ADDRESS=address) == "DATELINE_HEALTH_ADDRESS must be host:port"


def test_the_health_page_may_take_any_free_port() -> None:
    assert Settings.from_env({"DATELINE_HEALTH_ADDRESS": "127.0.0.1:0"}).health_address == "127.0.0.1:0"


@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL"])
def test_a_broker_that_asks_who_is_there_needs_a_name_and_a_password(protocol: str) -> None:
    environ = {"DATELINE_SECURITY_PROTOCOL": protocol}
    assert "DATELINE_SASL_USERNAME must be set" in refusal(**environ)
    assert "DATELINE_SASL_PASSWORD must be set" in refusal(**environ, DATELINE_SASL_USERNAME="dateline")


@pytest.mark.parametrize("name", DECIMALS)
@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e999"])
def test_numbers_are_finite(name: str, value: str) -> None:
    assert refusal(**{name: value}) == f"{name} must be a finite number"


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["0", "-1"])
def test_numbers_are_above_zero(name: str, value: str) -> None:
    assert refusal(**{name: value}) == f"{name} must be above 0"


@pytest.mark.parametrize("name", ["PAGE_DEADLINE", "REQUEST_TIMEOUT", "DELIVERY_TIMEOUT"])
def test_patience_is_a_second_at_least(name: str) -> None:
    """With less every page or every send would time out."""
    assert refusal(**{f"DATELINE_{name}": "0.9"}) == f"DATELINE_{name} must be at least 1 second"


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_can_only_be_a_slip_is_refused(name: str) -> None:
    """Kafka's milliseconds and the system's limits have an end: past it a worker would fail in words that tell nothing."""
    assert refusal(**{name: "1" + "0" * 30}).startswith(f"{name} must be at most ")


def test_a_session_is_as_long_as_brokers_allow() -> None:
    assert Settings.from_env({"DATELINE_SESSION_TIMEOUT": "1800"}).session_timeout == 1800
    assert (
        refusal(DATELINE_SESSION_TIMEOUT="1801")
        == "DATELINE_SESSION_TIMEOUT must be at most 1800: brokers refuse more"
    )


def test_a_child_gets_the_memory_it_starts_with() -> None:
    assert Settings.from_env({"DATELINE_MEMORY_LIMIT": str(LEAST_MEMORY)}).memory_limit == LEAST_MEMORY
    said = refusal(DATELINE_MEMORY_LIMIT=str(LEAST_MEMORY - 1))
    assert said.startswith(
        f"DATELINE_MEMORY_LIMIT must be at least {LEAST_MEMORY}: with less a child can't load"
    )


def test_what_is_no_number_is_refused() -> None:
    assert refusal(DATELINE_CHILDREN="many") == "DATELINE_CHILDREN='many' is not a whole number"
    assert refusal(DATELINE_DEAD_SHARE="half") == "DATELINE_DEAD_SHARE='half' is not a number"


def test_a_slip_in_the_number_of_children_is_refused_before_they_fill_the_machine() -> None:
    assert Settings.from_env({"DATELINE_CHILDREN": str(MOST_CHILDREN)}).children == MOST_CHILDREN
    said = refusal(DATELINE_CHILDREN=str(MOST_CHILDREN + 1))
    assert said.startswith(f"DATELINE_CHILDREN must be at most {MOST_CHILDREN} on this machine")


def test_a_page_may_hang_twice_without_the_worker_being_taken_for_stuck() -> None:
    """Else every start would end in the middle of its second try, and the page would never be dead."""
    assert refusal(DATELINE_STUCK_AFTER="30") == (
        "DATELINE_STUCK_AFTER must be above 70: from one page that hangs to the next, "
        "it takes a child's start (15) and DATELINE_PAGE_DEADLINE (20) twice"
    )
    least = {"DATELINE_PAGE_DEADLINE": "5"}
    assert refusal(DATELINE_STUCK_AFTER="40", **least).startswith("DATELINE_STUCK_AFTER must be above 40: ")
    assert Settings.from_env({"DATELINE_STUCK_AFTER": "41", **least}).stuck_after == 41


def test_a_deadline_leaves_time_for_the_rebalance_that_waits_for_it() -> None:
    said = refusal(DATELINE_PAGE_DEADLINE="20.5")
    assert said == "DATELINE_PAGE_DEADLINE must be at most a third of DATELINE_REBALANCE_TIMEOUT (20)"


def test_a_worker_that_stops_takes_no_longer_than_a_rebalance_waits_for_it() -> None:
    """Else the group puts it out meanwhile, and what it finishes then is another's."""
    assert Settings.from_env({"DATELINE_SHUTDOWN_DEADLINE": "60"}).shutdown_deadline == 60
    assert refusal(DATELINE_SHUTDOWN_DEADLINE="61") == (
        "DATELINE_SHUTDOWN_DEADLINE must be at most DATELINE_REBALANCE_TIMEOUT (60):"
        " the group waits no longer for a worker that finishes what it holds"
    )


@pytest.mark.parametrize(
    "name",
    [
        "DATELINE_SERVICE_HOST",
        "DATELINE_SERVICE_PORT",
        "DATELINE_SERVICE_PORT_HTTP",
        "DATELINE_PORT",
        "DATELINE_PORT_8080_TCP",
        "DATELINE_PORT_8080_TCP_ADDR",
        "DATELINE_METRICS_SERVICE_HOST",
        "DATELINE_METRICS_PORT_9090_TCP_PROTO",
    ],
)
def test_what_kubernetes_says_of_a_service_of_our_name_is_not_taken_for_a_setting(name: str) -> None:
    assert Settings.from_env({name: "tcp://10.0.0.7:8080"}) == Settings.from_env({})


def test_a_prefix_leaves_room_for_the_names_of_topics() -> None:
    assert Settings.from_env({"DATELINE_PREFIX": "x" * 200}).prefix == "x" * 200
    assert refusal(DATELINE_PREFIX="x" * 201) == "DATELINE_PREFIX may have 200 characters at most"


@pytest.mark.parametrize("name, value", [("SASL_USERNAME", "dateline"), ("SSL_CAFILE", "ca.pem")])
def test_who_forgot_to_ask_for_security_is_told(name: str, value: str) -> None:
    said = refusal(**{f"DATELINE_{name}": value})
    assert said.startswith(f"DATELINE_{name} is set, but DATELINE_SECURITY_PROTOCOL is PLAINTEXT")
    secured = {
        f"DATELINE_{name}": value,
        "DATELINE_SECURITY_PROTOCOL": "SASL_SSL",
        "DATELINE_SASL_USERNAME": "dateline",
        "DATELINE_SASL_PASSWORD": "secret",
    }
    assert getattr(Settings.from_env(secured), name.lower()) == value


def test_what_is_no_setting_is_refused() -> None:
    assert refusal(DATELINE_CHILDS="3").startswith("DATELINE_CHILDS is no setting of Dateline")

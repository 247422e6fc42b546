"""What can keep a broker from starting.

BrokerUnavailable   no broker can be had here; the message names what to set or install
└── PortTaken       another process took a port between our choice and the bind: choose again
"""


class BrokerUnavailable(Exception):
    """No broker can be had here. The message says why, and what to set or install."""


class PortTaken(BrokerUnavailable):
    """A port was free when it was chosen and taken when the broker wanted it."""

"""The contract: what a message on each topic looks like, and whether one does.

The schemas are files (`schemas/` in the project, shipped with the package); this package reads and applies them.
`validate(topic, value, headers)` names what is wrong with a message; `dateline schemas check` checks the files themselves.
"""

from worker.schemas.messages import Contract, validate

__all__ = ["Contract", "validate"]

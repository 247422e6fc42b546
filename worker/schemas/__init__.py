"""The contract: what a message on each topic looks like, and whether one does.

The schemas are files (`schemas/` in the project, shipped with the package); this room reads and applies them.
`validate(topic, value, headers)` names what is wrong with a message; `dateline schemas check` cares for the files.
"""

from worker.schemas.messages import Contract, validate

__all__ = ["Contract", "validate"]

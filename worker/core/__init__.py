"""Pure functions over values: no broker, clock, environment or logger in here."""

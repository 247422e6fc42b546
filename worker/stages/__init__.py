"""The four stages: each takes a message's bytes and gives an `Outcome`."""

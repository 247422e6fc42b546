"""What identify and dedupe have decided: a Kafka log of their own, indexed locally."""

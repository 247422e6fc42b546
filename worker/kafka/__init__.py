"""The rooms that know Kafka clients: Faust in `stream`, aiokafka in `clients` and `admin`."""

"""All that speaks to Kafka: Faust in `stream` alone, aiokafka's clients in `clients`, and the modules that use them."""

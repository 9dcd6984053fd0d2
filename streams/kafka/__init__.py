"""The live host: the only room that knows Faust and Kafka."""

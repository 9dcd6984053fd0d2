"""The pure pipeline: values in, values out; no I/O, clock, chance or environment."""

"""``make bench``: print the speed of the readers, the pipeline and replay, each beside a peer or a baseline; and a storm."""

from rich.console import Console

from bench.extraction import measure as extraction
from bench.pipeline import measure as pipeline
from bench.replay import measure as replay
from bench.rules import measure as rules
from bench.storm import measure as storm

console = Console(width=100)
for table in (*extraction(), *pipeline(), *rules(), *replay(), *storm()):
    console.print(table)

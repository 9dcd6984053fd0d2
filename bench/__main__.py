"""``make bench``: print the speed of the readers and of the pipeline, each beside a peer or a baseline."""

from rich.console import Console

from bench.extraction import measure as extraction
from bench.pipeline import measure as pipeline

console = Console(width=100)
for table in (*extraction(), *pipeline()):
    console.print(table)

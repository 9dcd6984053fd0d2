"""What the learned reader is trained on: one module a kind of fact, each with its ``LESSON``."""

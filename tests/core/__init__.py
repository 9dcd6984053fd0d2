"""Tests of the pure pipeline."""

"""Tests of files, senders and clocks."""

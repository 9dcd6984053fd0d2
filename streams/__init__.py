"""Tocsin: news items in, the right person told, with the words that say it."""

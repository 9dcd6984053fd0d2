"""What a text says: one module a kind of fact, and the numerals, sentences, stance and places they share."""

"""Places: finding the names in a text, telling which place each means, and where a fact happened."""

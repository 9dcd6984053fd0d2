"""Speed, measured beside something known in the same run: on shared machines ratios count, not seconds."""

"""The pilot period, and the vote of the coalition on how many cases it takes on (section 9A)."""

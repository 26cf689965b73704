"""The people inside one case."""

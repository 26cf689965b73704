"""Who takes part: leaving, going on, dissolving, ending (3A and 8A)."""

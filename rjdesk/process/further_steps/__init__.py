"""Further steps, where an agreement is not kept or somebody comes back to it (section 8B)."""

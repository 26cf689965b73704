"""Who belongs to the coalition, and in which office (policy section 2)."""

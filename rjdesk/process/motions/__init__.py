"""What the coalition, or a body of it, votes on in the coalition's own journal (DESIGN 2.5)."""

"""What people said, for the facilitators of the case alone."""

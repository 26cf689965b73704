"""The Accountability Agreement (policy section 5)."""

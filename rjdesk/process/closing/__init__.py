"""Looking back, and closing a case (policy section 4E)."""

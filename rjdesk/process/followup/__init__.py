"""Following up: actions, telling, the three meetings (policy section 4D)."""

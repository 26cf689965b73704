"""From a request to a case with its people and facilitators (sections 3 and 4A)."""

"""What a person does: record an event, ask whether it may be, look at a view."""

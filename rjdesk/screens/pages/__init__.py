"""The pages, a chapter each; none imports another."""

"""The process: events, the values folded from them, and the rules that guard them. Pure."""

"""One view a screen: frozen values that answer a screen's question, and nothing else."""

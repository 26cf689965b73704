"""Figures of speed and memory, each beside a floor that was measured in the same run."""

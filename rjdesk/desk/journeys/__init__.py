"""Journeys: wizards as declarations. The path is computed from the answers, never stored."""

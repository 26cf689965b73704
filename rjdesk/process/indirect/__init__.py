"""An indirect process: nobody meets, and facilitators carry messages in agreed words (R22)."""

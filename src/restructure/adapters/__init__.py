"""Ways in and out: the wire format."""

"""The porch: JSON on the wire. Everything here may import the house; nothing in the house imports it."""

"""The engine: integers and arrays only; terms become segments, segments become rows."""

"""From the bytes of a file to plain values with their places, and the faults of its form."""

"""What would change it: the smallest change of preferences, the least costly package, and the road there."""

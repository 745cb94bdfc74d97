"""What the reader sees. Everything here takes answers and gives something to look at; nothing here computes."""

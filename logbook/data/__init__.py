"""Facts that the program brings along."""

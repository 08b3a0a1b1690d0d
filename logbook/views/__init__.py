"""Results as people and machines read them. Views compute nothing."""

"""The store as a user of it meets it."""

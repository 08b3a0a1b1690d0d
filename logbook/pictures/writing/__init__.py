"""Writing what a record says back: sidecars beside the pictures, and copies of them."""

"""Pictures as files: what they say of themselves. The only package that knows Pillow."""

"""Pictures as files: what they say of themselves, and what is written back. The only package that knows Pillow."""

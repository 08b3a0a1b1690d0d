"""The file: its layout, its transactions, its history. The only package that knows TinyDB."""

"""Whole command lines: `drawing` makes them up, `typist` types them at the program, `ground` is what they are run on.

`ground` lays out the folder for each line, and tells which laws the answer or what it left behind does not keep.
"""

"""Trials of what nobody may lose: long ones, run by hand with `python -m tests.endurance`, which prints a table.

Each trial is a module with a `SUMMARY` and `run(setting)`, which gives rows as they are done. The table says how often
something was tried and what went wrong: of this program, and where the trial applies of two peers, stock TinyDB and
jrnl, by the same script. All tries are drawn from one seed; only when a process is killed is left to the machine.
"""

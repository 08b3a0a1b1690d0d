"""How fast it is, by ratios within one run: `python -m tests.benchmarks` makes the data and runs us and the peers.

Each subject is a module with a `SUMMARY` and `run(setting)`, which gives rows of the table as they are measured;
`growth` gives the curves from a thousand to a million. What is measured are whole processes that take turns, by the
clock on the wall; each figure is a ratio of medians of the same turns, or the private memory of a process.
"""

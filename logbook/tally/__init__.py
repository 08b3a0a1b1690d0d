"""What a logbook says in sum: who is first, what stands beside what, counts and totals. Text for nobody."""

"""Intake: what other programs' files hold, planned on a draft. Nothing here writes."""

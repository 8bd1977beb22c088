"""Looks into papers that people attach: what they are, and whether they may be taken.

Pure: no Django, no database. Run as `python -m counselling.papers` by
counselling.domain.paper_inspection, in a process of its own with limits on time and memory, so
that a file that breaks a parser breaks nothing else.
"""

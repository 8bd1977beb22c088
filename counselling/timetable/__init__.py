"""Pure time arithmetic: half-open intervals, opening hours, slots, waiting ranges.

Standard library only; the present time is an argument. Days are Korean days (Asia/Seoul).
"""

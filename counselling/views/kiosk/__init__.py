"""The kiosk in a booth: every page is for an enrolled device, and nothing outlives a visit."""

"""What pages hear by WebSocket. A consumer authorises, joins groups, forwards; it has no rules."""

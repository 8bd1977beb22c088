"""What pages hear by WebSocket. A consumer authorises, joins its groups and forwards; no rules here."""

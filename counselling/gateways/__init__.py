"""Ways out of the house, all of one shape: `Gateway.send(message) -> Delivery` or GatewayError.

Only tasks use them. Settings choose: EMAIL_URL and SMS_URL; without them the embedded shape puts
messages into the mailbox that /office/ shows.
"""

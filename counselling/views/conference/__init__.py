"""Advisory meetings: the secretary's pages, and a member's way to the call."""

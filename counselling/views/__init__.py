"""What people do by HTTP. One URL is one act; writes are POST; every view names its guard."""

"""Django's PostgreSQL backend, with connections that outlive the request in a web process."""

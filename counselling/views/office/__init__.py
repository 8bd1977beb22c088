"""Administration: what each role may do, sent messages of the demonstration, kiosks."""

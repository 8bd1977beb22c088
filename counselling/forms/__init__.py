"""Forms by audience; they import models and enums, never views."""

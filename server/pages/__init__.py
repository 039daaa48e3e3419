"""Pages for people: rendered on the server, no inline script, no personal data without a sign-in."""

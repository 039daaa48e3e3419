"""The session: a pure table of states, driven by intents and device answers. No Qt, no clock, no disk."""

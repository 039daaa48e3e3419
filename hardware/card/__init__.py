"""Smart cards and NFC phones at a PC/SC reader, and the port for certified readers of KTP-el."""

"""Money from outside: QR codes of transfers, the payment gateway."""

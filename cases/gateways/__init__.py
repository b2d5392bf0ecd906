"""Ways by which money comes from outside: the QR code of a bank transfer, and the payment gateway."""

"""The roof: settings, the front door and what wires the three floors together. It has no models; nobody imports it."""

"""What the portal publishes for everybody: tables with described columns, at addresses that stay, as CSV and JSON.

No personal data, and no number about fewer people than `rules.LEAST`: `blocks` proves how. Read-only.
"""

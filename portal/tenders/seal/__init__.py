"""The seal of bids: encryption, hashes and marks. No rows, no people; `vault` alone reads the secret of the portal."""
